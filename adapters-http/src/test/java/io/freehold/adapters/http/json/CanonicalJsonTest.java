package io.freehold.adapters.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  private static String canonical(String json) {
    return new String(
        CanonicalJson.of(json.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  @Test
  void sortsNamesByCodeUnitAtEveryLevel() {
    assertThat(canonical("{ \"b\" : { \"z\" : 1 , \"B\" : 2 }, \"a\" : [ { \"d\":1, \"c\":2 } ] }"))
        .isEqualTo("{\"a\":[{\"c\":2,\"d\":1}],\"b\":{\"B\":2,\"z\":1}}");
    // By code unit an emoji, which begins with a surrogate, comes before U+FB33.
    assertThat(canonical("{\"\ufb33\":1,\"\ud83d\ude00\":2,\"\u00e9\":3,\"10\":4,\"9\":5}"))
        .isEqualTo("{\"10\":4,\"9\":5,\"\u00e9\":3,\"\ud83d\ude00\":2,\"\ufb33\":1}");
  }

  @Test
  void leavesSignaturesOutAtEveryLevel() {
    assertThat(
            canonical("{\"signature\":\"x\",\"a\":{\"signature\":{}},\"b\":[{\"signature\":1}]}"))
        .isEqualTo("{\"a\":{},\"b\":[{}]}");
    assertThat(canonical("{\"signature\":1}")).isEqualTo("{}");
    assertThat(canonical("{\"Signature\":\"signature\"}"))
        .isEqualTo("{\"Signature\":\"signature\"}");
  }

  @Test
  void keepsArraysInOrder() {
    assertThat(canonical("{\"a\":[3,[],2,[1,null,true,false]]}"))
        .isEqualTo("{\"a\":[3,[],2,[1,null,true,false]]}");
  }

  @Test
  void escapesAsJavaScriptDoes() {
    assertThat(
            canonical("{\"a\":\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\\\/\\u007f\\u2028\\u00e9\"}"))
        .isEqualTo("{\"a\":\"\\u0001\\u001f\\b\\f\\n\\r\\t\\\"\\\\/\u007f\u2028\u00e9\"}");
  }

  @Test
  void keepsNumbersAsTheyAreWritten() {
    assertThat(canonical("{\"a\":[12345678901234567890,1.5,-0.25,1e+21]}"))
        .isEqualTo("{\"a\":[12345678901234567890,1.5,-0.25,1e+21]}");
  }
}
