package io.freehold.adapters.http.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private static final ClientAddress BEHIND_PROXIES =
      new ClientAddress(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));

  @Test
  void isThePeerWhenThePeerIsNoProxy() {
    assertThat(BEHIND_PROXIES.of("203.0.113.9", List.of("1.1.1.1"))).isEqualTo("203.0.113.9");
    assertThat(new ClientAddress(List.of()).of("10.1.2.3", List.of("1.1.1.1")))
        .isEqualTo("10.1.2.3");
    assertThat(BEHIND_PROXIES.of("11.0.0.1", List.of("1.1.1.1"))).isEqualTo("11.0.0.1");
    assertThat(BEHIND_PROXIES.of("192.0.2.2", List.of("1.1.1.1"))).isEqualTo("192.0.2.2");
  }

  @Test
  void isTheLastEntryThatIsNoProxy() {
    assertThat(BEHIND_PROXIES.of("10.1.2.3", List.of("6.6.6.6, 203.0.113.9, 192.0.2.1")))
        .isEqualTo("203.0.113.9");
    assertThat(BEHIND_PROXIES.of("10.1.2.3", List.of("6.6.6.6", "203.0.113.9", "10.255.255.255")))
        .isEqualTo("203.0.113.9");
    assertThat(BEHIND_PROXIES.of("2001:db8:0:0:0:0:0:5", List.of("2001:DB9::7")))
        .isEqualTo("2001:db9:0:0:0:0:0:7");
  }

  @Test
  void isThatOfASubscriberUnlessManyMayBeBehindIt() {
    assertThat(BEHIND_PROXIES.subscriber("203.0.113.9")).hasValue("203.0.113.9");
    assertThat(BEHIND_PROXIES.subscriber("2001:db9:1:2:3:4:5:6")).hasValue("2001:db9:1:2");
    for (String ofMany : List.of("10.1.2.3", "192.0.2.1", "127.0.0.1", "127.9.9.9", "::1")) {
      assertThat(BEHIND_PROXIES.subscriber(ofMany)).as(ofMany).isEmpty();
    }
  }

  @Test
  void isTheLastOneKnownWhenAnEntryIsNoAddress() {
    for (String forged :
        new String[] {"", "evil.example.com", "a\tb", "1.2.3", "127.1", "x".repeat(9)}) {
      assertThat(BEHIND_PROXIES.of("10.1.2.3", List.of(forged + ", 192.0.2.1")))
          .as(forged)
          .isEqualTo("192.0.2.1");
    }
  }

  @Test
  void readsABoundedNumberOfEntries() {
    assertThat(BEHIND_PROXIES.of("10.1.2.3", List.of("6.6.6.6" + ",10.0.0.1".repeat(20))))
        .isEqualTo("10.0.0.1");
  }

  @Test
  void countsOneSubscriberOnce() {
    assertThat(ClientAddress.network("203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(ClientAddress.network("2001:db8:1:2:3:4:5:6"))
        .isEqualTo(ClientAddress.network("2001:db8:1:2:ffff:0:0:1"))
        .isNotEqualTo(ClientAddress.network("2001:db8:1:3:3:4:5:6"));
  }

  @Test
  void refusesBlocksThatAreNone() {
    for (String bad :
        new String[] {
          "proxy.example.com", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/x", ""
        }) {
      assertThatThrownBy(() -> new ClientAddress(List.of(bad)))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
