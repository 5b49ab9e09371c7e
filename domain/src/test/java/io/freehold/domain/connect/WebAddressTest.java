package io.freehold.domain.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, https://app.example.com/",
    "HTTPS://App.Example.COM/Path?q=1, https://app.example.com/Path?q=1",
    "https://app.example.com:443/, https://app.example.com/",
    "https://app.example.com:/, https://app.example.com/",
    "https://app.example.com:1024/, https://app.example.com:1024/",
    "https://app.example.com:65535/, https://app.example.com:65535/",
    "https://xn--pypal-4ve.com/, https://xn--pypal-4ve.com/",
    "https://app.example.com?q, https://app.example.com/?q",
    "https://app.example.com/#fragment, https://app.example.com/",
    "https://127.0.0.1.example.com/, https://127.0.0.1.example.com/"
  })
  void isAPublicName(String url, String plain) {
    assertThat(WebAddress.of(url, false)).hasToString(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app.example.com",
        "//app.example.com/",
        "http://app.example.com/",
        "ftp://app.example.com/",
        "file:///etc/passwd",
        "https:app.example.com",
        "https:///app.example.com",
        "https://user@app.example.com/",
        "https://user:password@app.example.com/",
        "https://@app.example.com/",
        "https://app.example.com\\@127.0.0.1/",
        "https://127.0.0.1\\.example.com/",
        "https://app.example.com/\r\nX: y",
        "https://app.example.com/ x",
        "https://app.example.com:0/",
        "https://app.example.com:22/",
        "https://app.example.com:1023/",
        "https://app.example.com:65536/",
        "https://app.example.com:x/",
        "https://localhost/",
        "https://localhost.:8443/",
        "https://intranet/",
        "https://printer.local/",
        "https://app.localhost/",
        "https://metadata.google.internal/",
        "https://com./",
        "https://app.example.com./",
        "https://.example.com/",
        "https://app..example.com/",
        "https://-app.example.com/",
        "https://app-.example.com/",
        "https://app_x.example.com/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://0x7f.1/",
        "https://0x7f000001/",
        "https://0x7f.0x0.0x0.0x1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://2130706433/",
        "https://8.8.8.8/",
        "https://169.254.169.254/latest/meta-data/",
        "https://1.1/",
        "https://app.example.1/",
        "https://app.example.0x7f/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[fe80::1%25eth0]/",
        "https://[2001:4860:4860::8888]/",
        "https://⑯⑨。②⑤④。⑯⑨｡②⑤④/",
        "https://１２７.0.0.1/",
        "https://bücher.example/",
        "https://аpp.example.com/",
        "https://%6cocalhost/",
        "https://app%2eexample.com/",
        "https://app.example.com%00.evil.example/",
        "https://app.example.com%23.evil.example/"
      })
  void isNothingElse(String url) {
    assertThat(refused(url, false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:3000/app",
        "http://localhost/",
        "https://localhost:8443/",
        "http://127.0.0.1:8080/",
        "http://[::1]:8080/"
      })
  void isThisMachineWhereThatIsAllowed(String url) {
    assertThat(WebAddress.of(url, true)).hasToString(url);
    assertThat(WebAddress.of(url, true).isThisMachine()).isTrue();
    assertThat(refused(url, false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com/",
        "http://10.0.0.1/",
        "http://127.0.0.2/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://[::ffff:127.0.0.1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://localhost./",
        "http://localhost:0/",
        "http://localhost:65536/",
        "http://user@localhost/",
        "http://localhost.example.com/",
        "ftp://localhost/",
        "http://169.254.169.254/"
      })
  void allowingThisMachineAllowsNothingElse(String url) {
    assertThat(refused(url, true)).isTrue();
  }

  @Test
  void hasALengthThatEnds() {
    String longest = "https://app.example.com/" + "x".repeat(2_024);

    assertThat(WebAddress.of(longest, false).text()).hasSize(2_048);
    assertThat(refused(longest + "x", false)).isTrue();
    assertThat(refused("https://" + "a".repeat(64) + ".example.com", false)).isTrue();
    assertThat(refused("https://" + "a.".repeat(125) + "com", false)).isFalse();
    assertThat(refused("https://" + "a.".repeat(126) + "com", false)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "manifest.json, https://app.example.com/x/manifest.json",
    "/manifest.json, https://app.example.com/manifest.json",
    "../m, https://app.example.com/m",
    "?v=2, https://app.example.com/x/?v=2",
    "//other.example.com/m, https://other.example.com/m",
    "https://other.example.com/m, https://other.example.com/m"
  })
  void resolvesALink(String link, String target) {
    assertThat(WebAddress.of("https://app.example.com/x/y", false).resolve(link, false))
        .hasToString(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.example.com/m",
        "data:application/json,{}",
        "javascript:1",
        "//127.0.0.1/m",
        "https://[::1]/",
        "\\\\evil.example\\m",
        "/a b",
        "mailto:a@b.example",
        "http:manifest.json"
      })
  void resolvesNoLinkToAnywhereElse(String link) {
    WebAddress here = WebAddress.of("https://app.example.com/", false);

    assertThatIllegalArgumentException().isThrownBy(() -> here.resolve(link, false));
  }

  @Test
  void isNothingThatItsTextCouldNotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(false, "app.example.com", 80, "/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(true, "intranet", 443, "/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(true, "10.0.0.1", 443, "/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(true, "printer.local", 443, "/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(true, "app.example.com", 0, "/"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(true, "app.example.com", 443, "/ x"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WebAddress(true, "app.example.com", 443, "@evil.example/"));
  }

  private static boolean refused(String url, boolean allowsLoopback) {
    IllegalArgumentException refusal =
        catchThrowableOfType(
            IllegalArgumentException.class, () -> WebAddress.of(url, allowsLoopback));
    return refusal != null && String.valueOf(refusal.getMessage()).startsWith("it");
  }
}
