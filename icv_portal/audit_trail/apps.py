from django.apps import AppConfig


class AuditTrailConfig(AppConfig):
    name = "icv_portal.audit_trail"
    label = "audit_trail"
