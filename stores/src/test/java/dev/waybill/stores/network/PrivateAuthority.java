package dev.waybill.stores.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority that nobody knows yet, and a server's key that it vouches for. */
public final class PrivateAuthority {
  public static final String PASSWORD = "changeit";

  private final Path folder;

  private PrivateAuthority(Path folder) {
    this.folder = folder;
  }

  /** Makes both in that folder, with the JDK's keytool. */
  public static PrivateAuthority in(Path folder, String name) {
    PrivateAuthority made = new PrivateAuthority(folder);
    made.keytool("ca.p12", "-genkeypair -alias ca -ext bc:c -keyalg EC -dname", "CN=" + name);
    made.keytool("ca.p12", "-exportcert -alias ca -rfc -file", made.certificate().toString());
    made.keytool(
        "ca.p12",
        "-genkeypair -alias server -signer ca -keyalg EC -ext san=ip:127.0.0.1,dns:localhost -dname",
        "CN=localhost");
    made.keytool(
        "server.p12",
        "-importkeystore -srcstorepass " + PASSWORD + " -srcalias server -srckeystore",
        folder.resolve("ca.p12").toString());
    return made;
  }

  /** The authority's own certificate, as PEM. */
  public Path certificate() {
    return folder.resolve("ca.pem");
  }

  /** The server's key with its chain. */
  public Path serverKeys() {
    return folder.resolve("server.p12");
  }

  /** The server's certificate with its chain, as a PEM file of that folder. */
  public Path serverCertificate(Path into) {
    try {
      StringBuilder chain = new StringBuilder();
      for (Certificate one : keys().getCertificateChain("server")) {
        chain.append(pem("CERTIFICATE", one.getEncoded()));
      }
      return Files.writeString(into.resolve("server.crt"), chain);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot write the certificate", e);
    }
  }

  /** The server's key alone, as a PEM file of that folder. */
  public Path serverKey(Path into) {
    try {
      Key key = keys().getKey("server", PASSWORD.toCharArray());
      return Files.writeString(into.resolve("server.key"), pem("PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot write the key", e);
    }
  }

  private KeyStore keys() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(serverKeys().toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, Base64.getMimeEncoder().encodeToString(der), kind);
  }

  private void keytool(String store, String options, String last) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ")));
    command.add(last);
    command.addAll(List.of("-keystore", folder.resolve(store).toString(), "-storepass", PASSWORD));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said =
          new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool fails: " + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException("keytool does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
