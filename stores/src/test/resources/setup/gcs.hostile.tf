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
  location                    = "europe-west3"
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
  # Manifests and keys stay, since they prove what was delivered.
  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age            = 400
      with_state     = "LIVE"
      matches_prefix = ["a'b\"c\\d \u0024(touch hacked) `touch hacked` \u0024{x} \u0024\u0024{y} \u0025{z} \u0025\u0025{z} *?#{q} !Sub: {{r}} \u00e9\U0001f600\u2028-/events/"]
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

# Make its key with gcloud iam service-accounts keys create: one made here would lie in Terraform's state.
resource "google_service_account" "waybill" {
  account_id   = "waybill-export"
  project      = var.project
  display_name = "Waybill export"
}

output "service_account" {
  value = google_service_account.waybill.email
}

resource "google_storage_bucket_iam_member" "waybill" {
  bucket = google_storage_bucket.audit.name
  role   = google_project_iam_custom_role.waybill.id
  member = google_service_account.waybill.member
  condition {
    title      = "waybill-path"
    expression = "resource.name.startsWith(\"projects/_/buckets/acme-audit/objects/a'b\\\"c\\\\d \u0024(touch hacked) `touch hacked` \u0024{x} \u0024\u0024{y} \u0025{z} \u0025\u0025{z} *?#{q} !Sub: {{r}} \\u00e9\\U0001f600\\u2028-/\")"
  }
}
