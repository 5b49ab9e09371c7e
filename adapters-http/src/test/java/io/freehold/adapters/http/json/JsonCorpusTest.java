package io.freehold.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.freehold.adapters.http.Ask;
import io.freehold.adapters.http.TestServer;
import io.freehold.adapters.http.Wire.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Documents of every kind through the front door: what is taken in comes back byte for byte, and
/// everything else is a 400. Nothing is mended, and nothing is a surprise (threats T32, T33).
class JsonCorpusTest {
  private static final String TARGET = "/v1/data/instagram.profile";
  private static final TestServer SERVER = new TestServer();
  private static String token = "";

  /// One document, and what its name promises.
  private record Case(String name, byte[] body) {
    boolean is(char kind) {
      return name.charAt(0) == kind;
    }
  }

  @BeforeAll
  static void start() {
    SERVER.start();
    token =
        Ask.post("/v1/tokens", "{\"name\":\"corpus\"}")
            .byTheOwner()
            .to(SERVER)
            .json()
            .getString("token");
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @TestFactory
  Stream<DynamicTest> eachDocumentIsKeptAsItIsOrRefused() {
    return cases().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each)));
  }

  private static void check(Case document) {
    Answer answer = post(document.body());
    boolean isTaken = answer.status() == 201;
    assertThat(answer.status()).isIn(201, 400);
    if (document.is('y')) {
      assertThat(isTaken).as(answer.text()).isTrue();
    } else if (!document.is('i')) {
      assertThat(isTaken).as("refused").isFalse();
    }
    if (isTaken) {
      assertThat(kept()).isEqualTo(document.body());
    } else {
      assertThat(answer.errorCode()).isEqualTo("INVALID_BODY");
    }
  }

  private static Answer post(byte[] body) {
    return Ask.post(TARGET, "").body(body).byToken(token).to(SERVER);
  }

  /// What stands behind `"data":` in the envelope, up to its closing brace.
  private static byte[] kept() {
    byte[] envelope = Ask.get(TARGET).byToken(token).to(SERVER).body();
    String latin = new String(envelope, StandardCharsets.ISO_8859_1);
    String data = latin.substring(latin.indexOf(",\"data\":") + 8, latin.length() - 1);
    return data.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void hasCasesOfEveryKind() {
    Set<String> kinds =
        cases().stream().map(each -> each.name().substring(0, 2)).collect(Collectors.toSet());

    assertThat(kinds).containsExactlyInAnyOrder("y_", "n_", "i_", "s_");
    assertThat(cases()).hasSizeGreaterThan(400);
    assertThat(cases().stream().map(Case::name)).doesNotHaveDuplicates();
  }

  private static List<Case> cases() {
    return lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t", 3))
        .map(parts -> new Case(parts[0], body(parts[1], bytes(parts[2]))))
        .toList();
  }

  private static Stream<String> lines() {
    try (InputStream in = JsonCorpusTest.class.getResourceAsStream("/json-corpus/cases.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] body(String mode, byte[] text) {
    if (mode.equals("raw")) {
      return text;
    }
    var body = new ByteArrayOutputStream();
    body.writeBytes("{\"v\":".getBytes(StandardCharsets.US_ASCII));
    body.writeBytes(text);
    body.write('}');
    return body.toByteArray();
  }

  private static byte[] bytes(String escaped) {
    var bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c != '\\') {
        bytes.write(c);
      } else if (escaped.charAt(i + 1) == '\\') {
        bytes.write('\\');
        i++;
      } else {
        bytes.write(HexFormat.fromHexDigits(escaped, i + 2, i + 4));
        i += 3;
      }
    }
    return bytes.toByteArray();
  }
}
