package dev.waybill.stores.gcs.setup;

import static dev.waybill.stores.setup.ShellText.json;
import static dev.waybill.stores.setup.ShellText.quoted;

import dev.waybill.stores.setup.NewPlace;
import dev.waybill.stores.setup.Node.Fields;
import java.util.Optional;

/** Sets everything up with the Google Cloud CLI. */
final class GcsScript {
  private final GcsSetup setup;
  private final RoleGrant role;

  GcsScript(GcsSetup setup, RoleGrant role) {
    this.setup = setup;
    this.role = role;
  }

  String text() {
    return start()
        + setup.creation().map(this::bucket).orElse("")
        + uniformAccess()
        + role()
        + member()
        + binding()
        + (setup.member() instanceof Member.Own ? key() : "");
  }

  private String start() {
    return """
    #!/usr/bin/env bash
    # Lets a service account put audit events into a bucket. Run it once, with the Google Cloud CLI, as somebody who
    # may create roles in the bucket's project and change the bucket's policy.
    set -euo pipefail

    bucket=%s
    project=%s
    if [[ -z $project ]]; then
      printf 'Which project? See gcloud config set project\\n' >&2
      exit 1
    fi
    files=$(mktemp -d)
    trap 'rm -rf "$files"' EXIT
    """
        .formatted(
            quoted(setup.place().bucket()),
            setup
                .project()
                .map(project -> quoted(project))
                .orElse("$(gcloud config get-value project)"));
  }

  private String bucket(NewPlace creation) {
    return """

    # The bucket: private, with versions; what is deleted can be brought back for 30 days.%s
    if gcloud storage buckets describe "gs://$bucket" >/dev/null 2>&1; then
      printf 'The bucket %%s exists, so nothing was done\\n' "$bucket" >&2
      exit 1
    fi
    gcloud storage buckets create "gs://$bucket" --project="$project" --location=%s \\
      --uniform-bucket-level-access --public-access-prevention
    printf '%%s\\n' %s >"$files/lifecycle.json"
    gcloud storage buckets update "gs://$bucket" --versioning --lifecycle-file="$files/lifecycle.json"
    """
        .formatted(
            creation.expireAfterDays().isEmpty()
                ? ""
                : " Events expire; manifests and\n# keys stay, since they prove what was delivered.",
            quoted(setup.location().orElseThrow()),
            json(Lifecycle.rules(setup, creation)));
  }

  private String uniformAccess() {
    return role.expression().isEmpty() || setup.creation().isPresent()
        ? ""
        : """

        # Without it Google does not look at conditions.
        case $(gcloud storage buckets describe "gs://$bucket" --format='value(uniform_bucket_level_access)') in
          [Tt]rue) ;;
          *)
            printf 'The bucket %s has no uniform bucket-level access, so the role cannot be limited to a path\\n' "$bucket" >&2
            exit 1
            ;;
        esac
        """;
  }

  private static String role() {
    return """

    # The role: whoever has it can create objects, and cannot replace, list, read or delete them.
    if ! gcloud iam roles describe %1$s --project="$project" >/dev/null 2>&1; then
      gcloud iam roles create %1$s --project="$project" --quiet --stage=GA --title=%2$s \\
        --description=%3$s --permissions=%4$s
    fi
    """
        .formatted(
            RoleGrant.ID,
            quoted(RoleGrant.TITLE),
            quoted(RoleGrant.DESCRIPTION),
            RoleGrant.PERMISSION);
  }

  private String member() {
    return switch (setup.member()) {
      case Member.Shared(Optional<String> address) ->
          """

          # Waybill's own service account.
          account=%s
          """
              .formatted(quoted(address.orElseThrow()));
      case Member.Own(String name) ->
          """

          # A service account for Waybill alone. It takes some seconds until a new one may be named in a policy.
          account_name=%s
          account="$account_name@$project.iam.gserviceaccount.com"
          if ! gcloud iam service-accounts describe "$account" --project="$project" >/dev/null 2>&1; then
            gcloud iam service-accounts create "$account_name" --project="$project" --display-name='Waybill export'
          fi
          """
              .formatted(quoted(name));
    };
  }

  private String binding() {
    Optional<Fields> condition = role.condition();
    return """

    # It has the role in this bucket%s.
    %sfor attempt in 1 2 3 4 5 6; do
      if gcloud storage buckets add-iam-policy-binding "gs://$bucket" --member="serviceAccount:$account" \\
        --role="projects/$project/roles/%s" %s >/dev/null; then
        break
      elif [[ $attempt == 6 ]]; then
        exit 1
      fi
      sleep 10
    done
    """
        .formatted(
            condition.isPresent() ? ", below the path" : "",
            condition
                .map(
                    text ->
                        """
                        printf '%%s\\n' %s >"$files/condition.json"
                        """
                            .formatted(json(text)))
                .orElse(""),
            RoleGrant.ID,
            condition.isPresent()
                ? "--condition-from-file=\"$files/condition.json\""
                : "--condition=None");
  }

  private static String key() {
    return """

    # The key, for serviceAccountKey of the export. Whoever has the file is that service account.
    umask 077
    gcloud iam service-accounts keys create waybill-key.json --iam-account="$account" --project="$project"
    printf 'The key is in waybill-key.json\\n'
    """;
  }
}
