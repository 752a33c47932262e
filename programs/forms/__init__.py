"""What a person types into the pages of a program, read and checked for shape; whether it is right, the checks say."""
