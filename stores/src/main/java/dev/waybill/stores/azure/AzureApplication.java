package dev.waybill.stores.azure;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The service's multi-tenant application of Microsoft Entra ID.
 *
 * @param clientId the application's id, of which its consent URL and its tokens are made
 * @param name that customers see when they consent and assign roles
 * @param authority where tokens are to be had, such as {@code https://login.microsoftonline.com}
 * @param proof how the service proves that it is this application
 */
public record AzureApplication(String clientId, String name, URI authority, Proof proof) {
  public AzureApplication {
    requireNonNull(clientId, "clientId is null");
    requireNonNull(name, "name is null");
    requireNonNull(authority, "authority is null");
    requireNonNull(proof, "proof is null");
  }

  /** By which Entra ID knows that it is asked by the application. */
  public sealed interface Proof {
    record Secret(String text) implements Proof {
      public Secret {
        requireNonNull(text, "text is null");
      }

      @Override
      public String toString() {
        return "Secret";
      }
    }

    /** A PEM file with the private key and its certificate. */
    record Certificate(Path file) implements Proof {
      public Certificate {
        requireNonNull(file, "file is null");
      }
    }

    /**
     * A file with a token of the platform's, such as Kubernetes's, which may change at any time.
     */
    record TokenFile(Path file) implements Proof {
      public TokenFile {
        requireNonNull(file, "file is null");
      }
    }

    /**
     * The managed identity of the machine in Azure, which the application trusts.
     *
     * @param clientId of one of several; empty: the machine's own
     */
    record ManagedIdentity(Optional<String> clientId) implements Proof {
      public ManagedIdentity {
        requireNonNull(clientId, "clientId is null");
      }
    }
  }
}
