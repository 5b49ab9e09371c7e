package io.freehold.builder.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"a\":[1,1.10,1e400,12345678901234567890],\"b\":{\"c\":null},\"d\":true,\"e\":false}",
        "\"tab \\t quote \\\" back \\\\ control \\u0001 slash / é ✓ 😀\"",
        "[\"\",[],{}]"
      })
  void comesOutAsItWentIn(String text) {
    assertThat(Json.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "{}{}", "{\"a\":1,\"a\":2}", "nul", "{'a':1}", "[1,]", "NaN"})
  void refusesWhatIsNoJson(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(text));
  }

  @Test
  void doesNotRepeatWhatItCouldNotRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse("{\"privateKey\":hunter2}"))
        .withMessage("this is no JSON")
        .withNoCause();
  }

  @Test
  void boundsNesting() {
    assertThat(Json.parse("[".repeat(64) + "]".repeat(64))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parse("[".repeat(65) + "]".repeat(65)));
  }

  @Test
  void sortsMembersAtAllLevelsAndLeavesSignaturesOut() {
    Json value =
        Json.parse(
            "{\"b\":{\"d\":1,\"c\":[{\"z\":1,\"signature\":2,\"y\":3}]},\"signature\":\"0x\",\"a\":1.0}");

    assertThat(CanonicalJson.of(value))
        .isEqualTo("{\"a\":1.0,\"b\":{\"c\":[{\"y\":3,\"z\":1}],\"d\":1}}");
  }

  @Test
  void readsMembersByWhatTheyAre() {
    Json value = Json.parse("{\"text\":\"1\",\"number\":1,\"nothing\":null,\"list\":[\"a\"]}");

    assertThat(value.text("number")).isEmpty();
    assertThat(value.scalar("number")).contains("1");
    assertThat(value.scalar("text")).contains("1");
    assertThat(value.find("nothing")).isEmpty();
    assertThat(value.texts("list")).containsExactly("a");
    assertThat(value.texts("text")).isEmpty();
    assertThat(Json.parse("[]").find("a")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> value.required("none", t -> t));
  }
}
