package io.freehold.builder.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.freehold.builder.failure.Failure;
import io.freehold.builder.failure.FailureException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.255",
        "169.254.169.254",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.170",
        "192.0.2.1",
        "192.168.0.1",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.7",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "fc00::1",
        "fd12::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:db8::1",
        "2002:a00:1::1",
        "100::1"
      })
  void doesNotTakeReservedAddressesForPublicOnes(String address) {
    assertThat(AddressRules.isPublic(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2001:db7:ffff::1",
        "2001:db9::1",
        "2003::1",
        "2606:4700:4700::1111"
      })
  void takesTheRestForPublic(String address) {
    assertThat(AddressRules.isPublic(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080", "https://127.0.0.1", "https://[::1]:1", "https://169.254.169.254",
        "https://2130706433", "https://[::ffff:127.0.0.1]", "http://8.8.8.8", "https:///x",
        "https://user@8.8.8.8", "https://10.1.2.3", "https://localhost"
      })
  void followsOnlyPublicAddressesOverTls(String url) {
    assertRefused(AddressRules.PUBLIC, url);
  }

  @Test
  void followsPublicAddresses() {
    assertThatCode(() -> AddressRules.PUBLIC.check(URI.create("https://8.8.8.8:8443/x")))
        .doesNotThrowAnyException();
  }

  @Test
  void followsThisMachineWhereThatIsAllowed() {
    for (String url : new String[] {"http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"}) {
      assertThatCode(() -> AddressRules.LOOPBACK_TOO.check(URI.create(url)))
          .doesNotThrowAnyException();
    }
    assertRefused(AddressRules.LOOPBACK_TOO, "https://192.168.1.1");
    assertRefused(AddressRules.LOOPBACK_TOO, "http://8.8.8.8");
    assertRefused(AddressRules.LOOPBACK_TOO, "http://169.254.169.254/latest");
  }

  @Test
  void followsAnythingWhereThatIsWanted() {
    assertThatCode(() -> AddressRules.ANY.check(URI.create("http://192.168.1.1")))
        .doesNotThrowAnyException();
  }

  private static void assertRefused(AddressRules rules, String url) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> rules.check(URI.create(url)))
        .satisfies(e -> assertThat(e.failure()).isInstanceOf(Failure.AddressRefused.class));
  }
}
