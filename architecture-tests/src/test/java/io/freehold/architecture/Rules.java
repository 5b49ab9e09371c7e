package io.freehold.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// All rules, and the few words they are written with.
final class Rules {
  /// Imported once: every rule looks at the same classes.
  static final JavaClasses PRODUCT = SourceTree.allMainClasses();

  private Rules() {}

  static List<Function<Layout, ArchRule>> all() {
    return Stream.of(
            LayerRulesTest.RULES,
            PackageRulesTest.RULES,
            PurityRulesTest.RULES,
            PortRulesTest.RULES,
            ThreadRulesTest.RULES,
            NamingRulesTest.RULES,
            BuilderSdkRulesTest.RULES)
        .flatMap(List::stream)
        .toList();
  }

  /// One test per rule, against the product.
  static Stream<DynamicTest> hold(List<Function<Layout, ArchRule>> rules) {
    return hold(rules, PRODUCT);
  }

  static Stream<DynamicTest> hold(List<Function<Layout, ArchRule>> rules, JavaClasses classes) {
    return rules.stream()
        .map(rule -> rule.apply(Layout.FREEHOLD))
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
  }

  static DescribedPredicate<JavaAccess<?>> access(
      String description, Predicate<JavaAccess<?>> test) {
    return DescribedPredicate.describe(description, test);
  }

  static DescribedPredicate<JavaClass> types(String description, Predicate<JavaClass> test) {
    return DescribedPredicate.describe(description, test);
  }

  /// A condition that names what is wrong with something, or says nothing.
  static <T extends HasName.AndFullName> ArchCondition<T> be(
      String description, Function<T, Stream<String>> whatIsWrong) {
    return new ArchCondition<>(description) {
      @Override
      public void check(T item, ConditionEvents events) {
        whatIsWrong
            .apply(item)
            .forEach(wrong ->
                events.add(SimpleConditionEvent.violated(item, item.getFullName() + " " + wrong)));
      }
    };
  }
}
