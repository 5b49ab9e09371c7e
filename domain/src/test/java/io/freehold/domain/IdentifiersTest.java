package io.freehold.domain;

import static io.freehold.domain.Refusals.assertImpossible;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdentifiersTest {
  static Stream<Function<String, Object>> idsOfThirtyTwoBytes() {
    return Stream.of(
        GrantId::new, FileId::new, BuilderId::new, ServerId::new, SchemaId::new, SchemaId::parse);
  }

  @ParameterizedTest
  @MethodSource("idsOfThirtyTwoBytes")
  void areThirtyTwoBytesInLowerCase(Function<String, Object> id) {
    String text = "0xABCDEF0123456789" + "aB".repeat(24);

    assertThat(id.apply(text)).hasToString("0xabcdef0123456789" + "ab".repeat(24));
    assertThat(id.apply(text)).isEqualTo(id.apply("0x" + text.substring(2).toUpperCase()));
  }

  @ParameterizedTest
  @MethodSource("idsOfThirtyTwoBytes")
  void refuseEverythingElse(Function<String, Object> id) {
    String digits = "11".repeat(32);

    assertImpossible(() -> id.apply(""));
    assertImpossible(() -> id.apply("0x"));
    assertImpossible(() -> id.apply(digits));
    assertImpossible(() -> id.apply("0X" + digits));
    assertImpossible(() -> id.apply("0x" + digits + "1"));
    assertImpossible(() -> id.apply("0x" + digits.substring(1)));
    assertImpossible(() -> id.apply("0x" + "1g" + digits.substring(2)));
    assertImpossible(() -> id.apply(" 0x" + digits));
    assertImpossible(() -> id.apply("0x" + digits + "\n"));
    assertImpossible(() -> id.apply("0x" + "../" + digits.substring(3)));
    assertImpossible(() -> id.apply("0x" + digits.substring(1) + "١"));
    assertImpossible(() -> id.apply("-0x" + digits));
  }

  @Test
  void addressesAreTwentyBytesWhateverTheirCase() {
    var address = new Address("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

    assertThat(address).hasToString("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    assertThat(address).isEqualTo(new Address(address.value()));
    assertImpossible(() -> new Address(address.value() + "0"));
    assertImpossible(() -> new Address(address.value().substring(0, 41)));
    assertImpossible(() -> new Address(address.value().substring(2)));
    assertImpossible(() -> new Address("0x" + "z".repeat(40)));
  }

  @Test
  void zeroAddressIsTwentyZeroBytes() {
    assertThat(Address.ZERO.value()).isEqualTo("0x0000000000000000000000000000000000000000");
  }

  @Test
  void schemaIdsAreWrittenAsNumbersToo() {
    assertThat(SchemaId.parse("7")).isEqualTo(new SchemaId("0x" + "0".repeat(63) + "7"));
    assertThat(SchemaId.parse("0")).isEqualTo(new SchemaId("0x" + "0".repeat(64)));
    assertThat(SchemaId.parse("255").value()).endsWith("00ff");
    assertThat(SchemaId.parse("999999999999999999").value())
        .isEqualTo("0x" + "0".repeat(49) + "de0b6b3a763ffff");
    assertThat(SchemaId.parse("007")).isEqualTo(SchemaId.parse("7"));
  }

  @Test
  void schemaIdsAreNoOtherNumbers() {
    assertImpossible(() -> SchemaId.parse("-1"));
    assertImpossible(() -> SchemaId.parse("+1"));
    assertImpossible(() -> SchemaId.parse("1.0"));
    assertImpossible(() -> SchemaId.parse("1e3"));
    assertImpossible(() -> SchemaId.parse("0x7"));
    assertImpossible(() -> SchemaId.parse(" 7"));
    assertImpossible(() -> SchemaId.parse("٧"));
    assertImpossible(() -> SchemaId.parse("1000000000000000000"));
  }
}
