package dev.waybill.stores.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {

  @ParameterizedTest
  @CsvSource({
    "52.216.1.1, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.0, PUBLIC",
    "2600:1f18::1, PUBLIC",
    "64:ff9b::34d8:101, PUBLIC",
    "2002:34d8:101::1, PUBLIC",
    "127.0.0.1, PRIVATE",
    "127.255.255.254, PRIVATE",
    "10.1.2.3, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "198.19.0.1, PRIVATE",
    "::1, PRIVATE",
    "fd12:3456::1, PRIVATE",
    "::ffff:10.0.0.1, PRIVATE",
    "64:ff9b::7f00:1, PRIVATE",
    "2002:a00:1::1, PRIVATE",
    "::a00:1, PRIVATE",
    "::ffff:0:a00:1, PRIVATE",
    "::ffff:0:34d8:101, PUBLIC",
    "::ffff:0:a9fe:a9fe, RESERVED",
    "2002:a9fe:a9fe::1, RESERVED",
    "64:ff9b:1::34d8:101, RESERVED",
    "100::1, RESERVED",
    "fd20:ce::254, RESERVED",
    "0.0.0.0, RESERVED",
    "0.1.2.3, RESERVED",
    "169.254.169.254, RESERVED",
    "::ffff:169.254.169.254, RESERVED",
    "64:ff9b::a9fe:a9fe, RESERVED",
    "100.100.100.200, RESERVED",
    "168.63.129.16, RESERVED",
    "192.0.0.192, RESERVED",
    "224.0.0.1, RESERVED",
    "255.255.255.255, RESERVED",
    "::, RESERVED",
    "fe80::1, RESERVED",
    "fec0::1, RESERVED",
    "fd00:ec2::254, RESERVED",
    "ff02::1, RESERVED",
    "2001:0:1::1, RESERVED",
  })
  void knowsToWhichNetworkAnAddressBelongs(String address, AddressKind kind) {
    assertThat(AddressKind.of(InetAddress.ofLiteral(address))).isEqualTo(kind);
  }
}
