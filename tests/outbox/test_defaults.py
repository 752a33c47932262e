"""While a release is put in place, processes of the one before still write rows: they know nothing of new columns."""

import uuid

import pytest
from django.db import connection

from icv_portal.outbox.models import InboxEntry, Wording

pytestmark = pytest.mark.django_db
FIRST_RELEASE = """
    INSERT INTO outbox_inboxentry
        (id, key, organization_id, roles, event, subject_id, text_kk, text_ru, text_en, link, delivered_at)
    VALUES (%(id)s, 'filed:1', %(id)s, '{}', 'filed', %(id)s, 'Келді', 'Поступила', 'Filed', '/', now())
"""


def test_a_notice_of_the_first_release_is_whole():
    with connection.cursor() as cursor:
        cursor.execute(FIRST_RELEASE, {"id": uuid.uuid4()})
    assert InboxEntry.objects.get().wording("ru") == Wording(title="", text="Поступила")
