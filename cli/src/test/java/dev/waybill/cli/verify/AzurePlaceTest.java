package dev.waybill.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.azure.AzureFolder;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AzurePlaceTest {
  private static final Optional<URI> EMULATOR =
      Optional.of(URI.create("http://127.0.0.1:10000/account"));
  private static final String OTHER_ACCOUNT =
      "DefaultEndpointsProtocol=https;AccountName=other;AccountKey=YQ==;"
          + "EndpointSuffix=core.windows.net";

  @Test
  void isAnAccountAContainerAndAPath() {
    assertThat(AzurePlace.folder("account/container/a/b", Optional.empty()))
        .isEqualTo(
            new AzureFolder("account", "container", new StoragePath("a/b"), Optional.empty()));
    assertThat(AzurePlace.folder("account/container", EMULATOR))
        .isEqualTo(new AzureFolder("account", "container", StoragePath.ROOT, EMULATOR));
  }

  @Test
  void takesTheHostOfAnAccountInAnyCloud() {
    URI host = URI.create("https://account.blob.core.chinacloudapi.cn");

    assertThat(AzurePlace.folder("account.blob.core.chinacloudapi.cn/container", Optional.empty()))
        .isEqualTo(new AzureFolder("account", "container", StoragePath.ROOT, Optional.of(host)));
    assertThat(AzurePlace.folder("account.z12.blob.storage.azure.net/c-1/p", EMULATOR))
        .isEqualTo(new AzureFolder("account", "c-1", new StoragePath("p"), EMULATOR));
  }

  @Test
  void takesAConnectionStringBeforeAKeyBeforeAToken() {
    assertThatThrownBy(
            () ->
                AzurePlace.open(
                    "account/container",
                    EMULATOR,
                    Map.of(
                        "AZURE_STORAGE_CONNECTION_STRING",
                        OTHER_ACCOUNT,
                        "AZURE_STORAGE_KEY",
                        "YQ==")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is of the account 'other'");
    assertThatThrownBy(
            () ->
                AzurePlace.open(
                    "account/container",
                    EMULATOR,
                    Map.of("AZURE_STORAGE_KEY", "not Base64", "AZURE_STORAGE_SAS_TOKEN", "sv=1")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("not the key of a storage account");
    AzurePlace.open(
            "account/container",
            EMULATOR,
            Map.of("AZURE_STORAGE_KEY", " ", "AZURE_STORAGE_SAS_TOKEN", "sv=1"))
        .close();
  }

  @Test
  void takesTheOwnIdentityWithoutThemAndNeverInClear() {
    AzurePlace.open("account/container", Optional.empty(), Map.of()).close();
    assertThatThrownBy(() -> AzurePlace.open("account/container", EMULATOR, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("tokens do not travel in clear");
  }
}
