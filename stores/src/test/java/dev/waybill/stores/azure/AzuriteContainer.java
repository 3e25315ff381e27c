package dev.waybill.stores.azure;

import com.azure.core.http.HttpClient;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.SasToken;
import dev.waybill.storage.StoragePath;
import java.time.OffsetDateTime;
import java.util.Optional;

/** A container of Azurite, as its owner sees it. */
record AzuriteContainer(BlobContainerClient client) {
  static AzuriteContainer create(AzuriteProcess azurite, String name, HttpClient http) {
    BlobContainerClient client =
        new BlobContainerClientBuilder()
            .endpoint(azurite.endpoint().replace("{account}", AzuriteProcess.ACCOUNT) + "/" + name)
            .credential(new StorageSharedKeyCredential(AzuriteProcess.ACCOUNT, AzuriteProcess.KEY))
            .httpClient(http)
            .buildClient();
    client.create();
    return new AzuriteContainer(client);
  }

  AzureLocation location(String path) {
    return AzureLocation.ofAccount(
        AzuriteProcess.ACCOUNT, client.getBlobContainerName(), new StoragePath(path));
  }

  Optional<byte[]> read(String name) {
    BlobClient blob = client.getBlobClient(name);
    return blob.exists() ? Optional.of(blob.downloadContent().toBytes()) : Optional.empty();
  }

  /** A signature with those letters that holds until then. */
  SharedAccessSignature sas(String permissions, OffsetDateTime until) {
    return new SharedAccessSignature(
        new SasToken(
            client.generateSas(
                new BlobServiceSasSignatureValues(
                    until, BlobContainerSasPermission.parse(permissions)))));
  }
}
