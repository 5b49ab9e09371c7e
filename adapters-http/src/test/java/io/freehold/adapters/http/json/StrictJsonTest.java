package io.freehold.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.freehold.adapters.http.json.StrictJson.Bounds;
import io.freehold.domain.Problem;
import io.freehold.domain.Problem.Subject;
import io.freehold.domain.ProblemException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictJsonTest {
  private static final int DEPTH_MAX = 128;
  private static final StrictJson JSON = new StrictJson(new Bounds(DEPTH_MAX, 1_000, 200, 100));

  private static byte[] utf8(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static void accept(String json) {
    byte[] bytes = utf8(json);
    assertThat(JSON.object(bytes).utf8()).as(json).isSameAs(bytes);
    assertThat(JSON.members(bytes).asWritten()).isEqualTo(json.strip());
  }

  private static void refuse(String json) {
    refuse(utf8(json));
  }

  private static void refuse(byte[] json) {
    assertRefused(() -> JSON.object(json));
    assertRefused(() -> JSON.members(json));
  }

  private static void assertRefused(Runnable reading) {
    assertThatThrownBy(reading::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.problem())
                    .isInstanceOfSatisfying(
                        Problem.MalformedRequest.class,
                        malformed -> {
                          assertThat(malformed.subject()).isEqualTo(Subject.BODY);
                          assertThat(malformed.reason()).doesNotContain("geheim");
                        }));
  }

  @Test
  void acceptsObjectsAsTheyAre() {
    accept("{}");
    accept(" \t\r\n{ \"a\" : [ 1 , null , true , false , \"x\" ] } \n");
    accept("{\"__proto__\":1,\"\":{},\"\\u0000\":\"\\u0000\"}");
    accept("{\"n\":[12345678901234567890,1.10,1e400,-0,1E-7,0.1e+1]}");
    accept("{\"t\":\"\u2028\u00e9\ud83d\ude00\\ud83d\\ude00\\/\"}");
    accept("{\"a\":{\"x\":1},\"b\":{\"x\":1}}");
  }

  @Test
  void refusesWhatIsNoObject() {
    for (String json : new String[] {"", " ", "[]", "1", "\"geheim\"", "null", "geheim"}) {
      refuse(json);
    }
  }

  @Test
  void refusesWhatIsNoJson() {
    for (String json :
        new String[] {
          "{",
          "}",
          "{\"a\"}",
          "{\"a\":}",
          "{\"a\":1,}",
          "{,}",
          "{a:1}",
          "{'a':1}",
          "{\"a\":01}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":1.}",
          "{\"a\":0x1}",
          "{\"a\":1e}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":-Infinity}",
          "{\"a\":geheim}",
          "{\"a\":\"geheim}",
          "{\"a\":\"\\x\"}",
          "{\"a\":\"\\u12g4\"}",
          "{\"a\":\"\n\"}",
          "{\"a\":\"\t\"}",
          "{\"a\":[1,]}",
          "{\"a\":[1 2]}",
          "{\"a\":1 \"b\":2}",
          "{/* x */}",
          "{}// x",
          "{\"a\":tru}",
          "{\"a\":nul}",
          "{\u00a0}"
        }) {
      refuse(json);
    }
  }

  @Test
  void refusesWhatComesBehindTheEnd() {
    for (String json : new String[] {"{}{}", "{} x", "{}}", "{},", "{}\u0000", "{}1"}) {
      refuse(json);
    }
  }

  @Test
  void refusesANameThatIsGivenTwice() {
    refuse("{\"a\":1,\"a\":1}");
    refuse("{\"a\":1,\"\\u0061\":1}");
    refuse("{\"x\":{\"geheim\":1,\"b\":2,\"geheim\":3}}");
    refuse("{\"x\":[{\"a\":1,\"a\":1}]}");
  }

  @Test
  void refusesHalvesOfSurrogatePairs() {
    for (String half :
        new String[] {
          "\\ud800", "\\uDC00", "\\udc00\\ud800", "\\ud800x", "x\\ud83d", "\\ud800\\ud800"
        }) {
      refuse("{\"a\":\"" + half + "\"}");
      refuse("{\"" + half + "\":1}");
      refuse("{\"a\":[{\"b\":\"" + half + "\"}]}");
    }
  }

  @Test
  void refusesOtherEncodings() {
    for (String charset :
        new String[] {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"}) {
      refuse("{\"a\":1}".getBytes(Charset.forName(charset)));
    }
    refuse("\ufeff{}");
    refuse("{\"a\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void refusesMalformedUtf8() {
    byte[][] malformed = {
      {(byte) 0x80},
      {(byte) 0xc0, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82},
      {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
      {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xff}
    };
    for (byte[] bytes : malformed) {
      byte[] json = utf8("{\"a\":\"xxxx\"}");
      System.arraycopy(bytes, 0, json, 6, bytes.length);
      refuse(json);
    }
    byte[] late = utf8("{\"a\":\"" + "x".repeat(100_000) + "y\"}");
    late[late.length - 3] = (byte) 0xff;
    refuse(late);
  }

  @Test
  void boundsTheDepth() {
    accept("{\"a\":" + "[".repeat(DEPTH_MAX - 1) + "]".repeat(DEPTH_MAX - 1) + "}");
    refuse("{\"a\":" + "[".repeat(DEPTH_MAX) + "]".repeat(DEPTH_MAX) + "}");
    accept("{\"a\":".repeat(DEPTH_MAX - 1) + "{}" + "}".repeat(DEPTH_MAX - 1));
    refuse("{\"a\":".repeat(DEPTH_MAX) + "{}" + "}".repeat(DEPTH_MAX));
    refuse("{\"a\":" + "[".repeat(100_000));
  }

  @Test
  void boundsNumbersAndNames() {
    accept("{\"a\":" + "1".repeat(100) + "}");
    refuse("{\"a\":" + "1".repeat(100 + 1) + "}");
    refuse("{\"a\":1." + "1".repeat(100) + "}");
    refuse("{\"a\":1e" + "1".repeat(100) + "}");
    accept("{\"" + "n".repeat(200 - 10) + "\":1}");
    refuse("{\"" + "n".repeat(200 + 10) + "\":1}");
  }

  @Test
  void boundsTheNamesOfOneObject() {
    assertThat(JSON.object(utf8(objectOf(1_000)))).isNotNull();
    assertRefused(() -> JSON.object(utf8(objectOf(1_000 + 1))));
  }

  private static String objectOf(int names) {
    var json = new StringBuilder("{");
    for (int i = 0; i < names; i++) {
      json.append(i == 0 ? "\"" : ",\"").append(i).append("\":1");
    }
    return json.append('}').toString();
  }

  @Test
  void tellsThePlace() {
    assertThatThrownBy(() -> JSON.object(utf8("{\n  \"a\": geheim\n}")))
        .hasMessageContaining("line 2, column");
    assertThatThrownBy(() -> JSON.object(new byte[] {'{', ' ', ' ', ' ', (byte) 0xff}))
        .hasMessageContaining("byte 4");
  }

  @Test
  void takesLongTexts() {
    accept("{\"a\":\"" + "x".repeat(30 << 20) + "\"}");
  }
}
