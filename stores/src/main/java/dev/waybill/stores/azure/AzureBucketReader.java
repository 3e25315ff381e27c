package dev.waybill.stores.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.waybill.fault.InvalidInput;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of a container of Azure Blob Storage, read by somebody who may list and read what lies
 * there. Requests that fail for a moment are repeated by the client.
 */
public final class AzureBucketReader implements BucketReader {
  /** Each read holds a piece of its blob, and more than once. */
  private static final int PARALLELISM = 8;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final RequestRetryOptions RETRIES =
      new RequestRetryOptions(
          RetryPolicyType.EXPONENTIAL,
          /* maxTries= */ 5,
          /* tryTimeout= */ Duration.ofSeconds(90),
          /* retryDelay= */ Duration.ofMillis(250),
          /* maxRetryDelay= */ Duration.ofSeconds(8),
          /* secondaryHost= */ null);

  private final AzureFolder folder;
  private final BlobContainerClient container;

  private AzureBucketReader(AzureFolder folder, BlobContainerClientBuilder client) {
    this.folder = folder;
    this.container = client.buildClient();
  }

  /**
   * Reads with the account's key.
   *
   * @throws InvalidInput if it is none
   */
  public static AzureBucketReader withKey(String key, AzureFolder folder) {
    try {
      Base64.getDecoder().decode(key);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput("key", "That is not the key of a storage account: it is Base64.");
    }
    return new AzureBucketReader(
        folder,
        client(folder, httpClient())
            .credential(new StorageSharedKeyCredential(folder.account(), key)));
  }

  /** Reads with a shared access signature, with or without its question mark. */
  public static AzureBucketReader withSasToken(String token, AzureFolder folder) {
    return new AzureBucketReader(
        folder, client(folder, httpClient()).credential(new AzureSasCredential(token)));
  }

  /**
   * Reads with a connection string, which may name the endpoint and hold a key or a signature.
   *
   * @throws InvalidInput if it is none, or one of another account
   */
  public static AzureBucketReader withConnectionString(String connection, AzureFolder folder) {
    BlobContainerClientBuilder client = tuned(new BlobContainerClientBuilder(), httpClient());
    String account;
    try {
      client.connectionString(connection).containerName(folder.container());
      account = client.buildClient().getAccountName();
    } catch (IllegalArgumentException e) {
      // Its message may hold the key.
      throw new InvalidInput(
          "connectionString", "That is not a connection string of an Azure storage account.");
    }
    if (!folder.account().equals(account)) {
      throw new InvalidInput(
          "connectionString",
          "The connection string is of the account '"
              + account
              + "', not of '"
              + folder.account()
              + "'.");
    }
    folder.endpoint().ifPresent(at -> client.endpoint(containerUrl(folder, at.toString())));
    return new AzureBucketReader(folder, client);
  }

  /**
   * Reads with the identity that Azure's own tools would find: environment, machine, {@code az
   * login}.
   *
   * @throws InvalidInput if the endpoint is without TLS: tokens do not travel in clear
   */
  public static AzureBucketReader withOwnIdentity(AzureFolder folder) {
    HttpClient http = httpClient();
    return with(new DefaultAzureCredentialBuilder().httpClient(http).build(), folder, http);
  }

  static AzureBucketReader with(TokenCredential credential, AzureFolder folder, HttpClient http) {
    if (!"https".equals(folder.service().getScheme())) {
      throw new InvalidInput(
          "endpoint",
          "An endpoint without TLS needs AZURE_STORAGE_SAS_TOKEN, AZURE_STORAGE_KEY or"
              + " AZURE_STORAGE_CONNECTION_STRING: tokens do not travel in clear.");
    }
    return new AzureBucketReader(folder, client(folder, http).credential(credential));
  }

  @Override
  public void list(String prefix, Visitor visitor) throws IOException, InterruptedException {
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(folder.prefix() + prefix)
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    Iterator<BlobItem> blobs = blobs(options);
    for (Optional<BlobItem> blob = next(blobs); blob.isPresent(); blob = next(blobs)) {
      if (!isFolder(blob.get())) {
        visitor.visit(
            new Listed(
                blob.get().getName().substring(folder.prefix().length()),
                blob.get().getProperties().getContentLength()));
      }
    }
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    return AzureReading.open(container, folder, folder.prefix() + key);
  }

  @Override
  public int parallelism() {
    return PARALLELISM;
  }

  @Override
  public void close() {
    // The client has nothing to give back.
  }

  /** It asks for the first page at once. */
  private Iterator<BlobItem> blobs(ListBlobsOptions options) throws IOException {
    try {
      return container.listBlobs(options, null).iterator();
    } catch (RuntimeException e) {
      throw AzureFailures.unreadable(folder, "be listed", e);
    }
  }

  /** What the visitor throws must not be taken for a failure of the store. */
  private Optional<BlobItem> next(Iterator<BlobItem> blobs) throws IOException {
    try {
      return blobs.hasNext() ? Optional.of(blobs.next()) : Optional.empty();
    } catch (RuntimeException e) {
      throw AzureFailures.unreadable(folder, "be listed", e);
    }
  }

  private static boolean isFolder(BlobItem blob) {
    return AzureReading.isFolder(Optional.ofNullable(blob.getMetadata()).orElse(Map.of()));
  }

  private static BlobContainerClientBuilder client(AzureFolder folder, HttpClient http) {
    return tuned(new BlobContainerClientBuilder(), http)
        .endpoint(containerUrl(folder, folder.service().toString()));
  }

  private static BlobContainerClientBuilder tuned(
      BlobContainerClientBuilder client, HttpClient http) {
    return client.httpClient(http).retryOptions(RETRIES).addPolicy(new WholeAnswers());
  }

  private static String containerUrl(AzureFolder folder, String service) {
    return service.replaceFirst("/+$", "") + "/" + folder.container();
  }

  private static HttpClient httpClient() {
    return new JdkHttpClientBuilder()
        .connectionTimeout(CONNECT_TIMEOUT)
        .responseTimeout(READ_TIMEOUT)
        .readTimeout(READ_TIMEOUT)
        .build();
  }
}
