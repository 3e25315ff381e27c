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
}

# What is deleted can be brought back for 30 days.
resource "google_storage_bucket" "audit" {
  name                        = "acme-audit"
  project                     = var.project
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  versioning {
    enabled = true
  }
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 30
    }
  }
  lifecycle {
    prevent_destroy = true
  }
}

resource "google_project_iam_custom_role" "waybill" {
  role_id     = "waybillExport"
  project     = var.project
  title       = "Waybill export"
  description = "Creates objects; cannot replace, list, read or delete them."
  permissions = ["storage.objects.create"]
}

resource "google_storage_bucket_iam_member" "waybill" {
  bucket = google_storage_bucket.audit.name
  role   = google_project_iam_custom_role.waybill.id
  member = "serviceAccount:waybill@platform.iam.gserviceaccount.com"
}
