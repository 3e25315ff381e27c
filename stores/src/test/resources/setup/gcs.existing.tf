# Lets a service account put audit events into a bucket.
terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = ">= 6.0"
    }
  }
}

variable "project" {
  description = "The project of the bucket."
  type        = string
  default     = "acme-audit-1"
}

resource "google_project_iam_custom_role" "waybill" {
  role_id     = "waybillExport"
  project     = var.project
  title       = "Waybill export"
  description = "Creates objects; cannot replace, list, read or delete them."
  permissions = ["storage.objects.create"]
}

resource "google_storage_bucket_iam_member" "waybill" {
  bucket = "acme-audit"
  role   = google_project_iam_custom_role.waybill.id
  member = "serviceAccount:waybill@platform.iam.gserviceaccount.com"
  condition {
    title      = "waybill-path"
    expression = "resource.name.startsWith(\"projects/_/buckets/acme-audit/objects/waybill/acme/\")"
  }
}
