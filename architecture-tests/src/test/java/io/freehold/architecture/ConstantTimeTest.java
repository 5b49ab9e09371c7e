package io.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// How long a comparison takes must not tell how much of a secret was right (threat T55). Secrets
/// are looked up by their hashes, or compared by `MessageDigest.isEqual`; never as texts.
class ConstantTimeTest {
  private static final Set<String> COMPARISONS =
      Set.of("equals", "equalsIgnoreCase", "contentEquals", "compareTo");

  /// Holds a code that strangers guess at, as a text.
  private static final String KEEPER_OF_THE_CODE = "io.freehold.bootstrap.FirstStart";

  @Test
  void noSecretIsComparedAsAText() {
    assertThat(comparingSecrets(Rules.PRODUCT)).isEmpty();
  }

  @Test
  void theSetupCodeIsComparedInConstantTime() {
    JavaClass keeper = Rules.PRODUCT.get(KEEPER_OF_THE_CODE);

    assertThat(keeper.getCodeUnits().stream().filter(ConstantTimeTest::comparesTexts)).isEmpty();
    assertThat(keeper.getMethodCallsFromSelf())
        .anyMatch(call ->
            call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                && call.getName().equals("isEqual"));
  }

  @Test
  void theSecretsOfSessionsAreComparedInConstantTime() {
    JavaClass hash = Rules.PRODUCT.get("io.freehold.domain.connect.SecretHash");

    assertThat(hash.getCodeUnits().stream().filter(ConstantTimeTest::comparesTexts)).isEmpty();
    assertThat(hash.getMethodCallsFromSelf())
        .anyMatch(call ->
            call.getOrigin().getName().equals("isOf")
                && call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                && call.getName().equals("isEqual"));
  }

  /// A hash that is compared as a value takes as long as two hashes are alike.
  @Test
  void theSecretsOfSessionsAreComparedInOnePlace() {
    assertThat(
            Rules.PRODUCT.stream()
                .filter(type -> type.getPackageName().endsWith(".connect"))
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call ->
                    call.getTargetOwner().getSimpleName().equals("SecretHash")
                        && call.getName().equals("equals")))
        .isEmpty();
  }

  @Test
  void aPlantedComparisonIsNoticed() {
    assertThat(comparingSecrets(new ClassFileImporter().importClasses(Planted.class)))
        .containsExactly("isRight");
  }

  private static List<String> comparingSecrets(JavaClasses classes) {
    return classes.stream()
        .flatMap(type -> type.getCodeUnits().stream())
        .filter(ConstantTimeTest::revealsASecret)
        .filter(ConstantTimeTest::comparesTexts)
        .map(JavaCodeUnit::getName)
        .toList();
  }

  private static boolean revealsASecret(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(call ->
            call.getName().equals("reveal")
                && call.getTargetOwner().getSimpleName().equals("Secret"));
  }

  private static boolean comparesTexts(JavaCodeUnit unit) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(call ->
            COMPARISONS.contains(call.getName())
                && call.getTargetOwner().isEquivalentTo(String.class));
  }

  /// What must not be.
  static final class Planted {
    boolean isRight(io.freehold.domain.identity.Secret secret, String tried) {
      return secret.reveal().equals(tried);
    }
  }
}
