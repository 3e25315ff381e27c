package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureLocationTest {
  private static final StoragePath PATH = new StoragePath("a/b");
  private static final String HOST = "account.blob.core.windows.net";

  @Test
  void isAPlaceOfThePublicCloudUnlessTheHostSaysOtherwise() {
    AzureLocation place = AzureLocation.ofAccount("account", "file-system", PATH);

    assertThat(place).isEqualTo(new AzureLocation(HOST, "file-system", PATH));
    assertThat(place).hasToString("azure://account.blob.core.windows.net/file-system/a/b");
    assertThat(place.account()).isEqualTo("account");
    assertThat(new AzureLocation(HOST, "file-system", StoragePath.ROOT))
        .hasToString("azure://account.blob.core.windows.net/file-system");
  }

  @Test
  void isOnePlaceHoweverItsHostIsWritten() {
    AzureLocation place = new AzureLocation("Account.Blob.Core.Windows.NET", "audit", PATH);

    assertThat(place.isSamePlace(new AzureLocation(HOST, "audit", PATH))).isTrue();
    assertThat(place.unlearned()).isEqualTo(place);
  }

  @Test
  void hasFolders() {
    assertThat(new AzureLocation(HOST, "audit", PATH).below(new StoragePath("c")))
        .hasToString("azure://account.blob.core.windows.net/audit/a/b/c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc.blob.core.windows.net",
        "account.z1.blob.storage.azure.net",
        "account.z50.blob.storage.azure.net",
        "account.blob.core.usgovcloudapi.net",
        "account.blob.core.chinacloudapi.cn"
      })
  void takesTheHostsOfMicrosoft(String host) {
    assertThat(new AzureLocation(host, "audit", PATH).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "blob.core.windows.net",
        ".blob.core.windows.net",
        "account.blob.core.windows.net.example.com",
        "account.blob.core.windows.net.",
        "account.blob.core.windows.net:443",
        "account.blob.core.windows.net/x",
        "account.blob.core.windows.net@example.com",
        "user@account.blob.core.windows.net",
        "account.blob.core.windows.net#",
        "account.dfs.core.windows.net",
        "account.example.com",
        "a.b.blob.core.windows.net",
        "account.blobxcore.windows.net",
        "account.z1234.blob.storage.azure.net",
        "account.z.blob.storage.azure.net",
        "account-secondary.blob.core.windows.net",
        "169.254.169.254",
        "acc\u043eunt.blob.core.windows.net",
        "account.blob.core.windows.net\n"
      })
  void takesNobodyElsesHost(String host) {
    assertThat(refused(host, "audit")).isIn("destination", "storageAccount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ab", "abcdefghijklmnopqrstuvwxy", "a-b", "Account", "a_b", "a.b", "a/b"})
  void refusesWhatIsNoAccount(String account) {
    InvalidInput refusal =
        catchThrowableOfType(
            InvalidInput.class, () -> AzureLocation.ofAccount(account, "audit", PATH));

    assertThat(refusal.field()).isEqualTo("storageAccount");
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "ab",
    "-ab",
    "ab-",
    "a--b",
    "Audit",
    "a_b",
    "a.b",
    "a/b",
    "a b",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
  })
  void refusesWhatIsNoContainer(String container) {
    assertThat(refused(HOST, container)).isEqualTo("fileSystem");
  }

  private static String refused(String host, String container) {
    return catchThrowableOfType(InvalidInput.class, () -> new AzureLocation(host, container, PATH))
        .field();
  }
}
