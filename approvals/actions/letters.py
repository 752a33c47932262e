"""Outgoing letters: numbered, frozen in both languages and signed in the transaction of the decision they tell of."""
