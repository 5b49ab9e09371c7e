package io.freehold.adapters.chain.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.domain.connect.WebAddress;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What is accepted as an address of the web means the same to a second reader, and its host is a
/// name that no resolver takes for a number; what is public is nothing the JDK knows as special.
public final class WebAddressFuzz {
  private WebAddressFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    String text = new String(input, StandardCharsets.UTF_8);
    isReadAlike(text, false);
    isReadAlike(text, true);
    if (input.length >= 16) {
      isNothingSpecial(InetAddress.getByAddress(Arrays.copyOf(input, 16)));
    }
    if (input.length >= 4) {
      isNothingSpecial(InetAddress.getByAddress(Arrays.copyOf(input, 4)));
    }
  }

  private static void isReadAlike(String text, boolean allowsLoopback) throws Exception {
    WebAddress address;
    try {
      address = WebAddress.of(text, allowsLoopback);
    } catch (IllegalArgumentException e) {
      return;
    }
    URI again = new URI(address.text());
    assertThat(again.getHost()).isEqualTo(address.host());
    assertThat(again.getRawUserInfo()).isNull();
    assertThat(again.getRawFragment()).isNull();
    assertThat(WebAddress.of(address.text(), allowsLoopback)).isEqualTo(address);
    if (!address.isThisMachine()) {
      assertThat(address.isSecure()).isTrue();
      assertThat(address.host()).matches("[a-z0-9.-]+\\.[a-z][a-z0-9-]*");
    } else {
      assertThat(allowsLoopback).isTrue();
    }
  }

  private static void isNothingSpecial(InetAddress address) {
    if (PublicAddresses.contain(address)) {
      assertThat(
              address.isAnyLocalAddress()
                  || address.isLoopbackAddress()
                  || address.isLinkLocalAddress()
                  || address.isSiteLocalAddress()
                  || address.isMulticastAddress())
          .isFalse();
    }
  }
}
