package dev.waybill.stores.gcs.setup;

import static dev.waybill.stores.setup.HclText.quoted;

import dev.waybill.stores.setup.NewPlace;
import java.util.Optional;

/** A module of Terraform, in one file. */
final class GcsTerraform {
  private final GcsSetup setup;
  private final RoleGrant role;

  GcsTerraform(GcsSetup setup, RoleGrant role) {
    this.setup = setup;
    this.role = role;
  }

  String text() {
    return start() + setup.creation().map(this::bucket).orElse("") + role() + member() + binding();
  }

  private String start() {
    return """
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
      type        = string%s
    }
    """
        .formatted(setup.project().map(id -> "\n  default     = " + quoted(id)).orElse(""));
  }

  private String bucket(NewPlace creation) {
    return """

    # What is deleted can be brought back for 30 days.
    resource "google_storage_bucket" "audit" {
      name                        = %s
      project                     = var.project
      location                    = %s
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
          days_since_noncurrent_time = %d
        }
      }%s
      lifecycle {
        prevent_destroy = true
      }
    }
    """
        .formatted(
            quoted(setup.place().bucket()),
            quoted(setup.location().orElseThrow()),
            Lifecycle.DAYS_OF_OLD_VERSIONS,
            creation.expireAfterDays().map(this::expiry).orElse(""));
  }

  private String expiry(int days) {
    return """

      # Manifests and keys stay, since they prove what was delivered.
      lifecycle_rule {
        action {
          type = "Delete"
        }
        condition {
          age            = %d
          with_state     = "LIVE"
          matches_prefix = [%s]
        }
      }\
    """
        .formatted(days, quoted(Lifecycle.events(setup)));
  }

  private static String role() {
    return """

    resource "google_project_iam_custom_role" "waybill" {
      role_id     = %s
      project     = var.project
      title       = %s
      description = %s
      permissions = [%s]
    }
    """
        .formatted(
            quoted(RoleGrant.ID),
            quoted(RoleGrant.TITLE),
            quoted(RoleGrant.DESCRIPTION),
            quoted(RoleGrant.PERMISSION));
  }

  private String member() {
    return switch (setup.member()) {
      case Member.Shared _ -> "";
      case Member.Own(String name) ->
          """

          # Make its key with gcloud iam service-accounts keys create: one made here would lie in Terraform's state.
          resource "google_service_account" "waybill" {
            account_id   = %s
            project      = var.project
            display_name = "Waybill export"
          }

          output "service_account" {
            value = google_service_account.waybill.email
          }
          """
              .formatted(quoted(name));
    };
  }

  private String binding() {
    return """

    resource "google_storage_bucket_iam_member" "waybill" {
      bucket = %s
      role   = google_project_iam_custom_role.waybill.id
      member = %s%s
    }
    """
        .formatted(
            setup.creation().isPresent()
                ? "google_storage_bucket.audit.name"
                : quoted(setup.place().bucket()),
            switch (setup.member()) {
              case Member.Shared(Optional<String> address) ->
                  quoted("serviceAccount:" + address.orElseThrow());
              case Member.Own _ -> "google_service_account.waybill.member";
            },
            role.expression().map(GcsTerraform::condition).orElse(""));
  }

  /** Needs uniform bucket-level access. */
  private static String condition(String expression) {
    return """

      condition {
        title      = %s
        expression = %s
      }\
    """
        .formatted(quoted(RoleGrant.CONDITION_TITLE), quoted(expression));
  }
}
