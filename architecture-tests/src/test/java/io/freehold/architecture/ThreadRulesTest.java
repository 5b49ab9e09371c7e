package io.freehold.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodReference;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ThreadRulesTest {
  static final List<Function<Layout, ArchRule>> RULES =
      List.of(
          ThreadRulesTest::theCoreKnowsNoThreads,
          ThreadRulesTest::theCoreTakesNoLocks,
          ThreadRulesTest::futuresAreAwaitedOffTheEventLoop,
          ThreadRulesTest::threadsAreMadeInTwoPlaces,
          ThreadRulesTest::nothingHangsOnAThread,
          ThreadRulesTest::useCasesRunBehindTheBridge);

  private static final String FUTURE = "io.vertx.core.Future";

  /// Waiting, and turning a future into one that can be waited for.
  private static final Set<String> WAITS = Set.of("await", "toCompletionStage");

  static ArchRule theCoreKnowsNoThreads(Layout layout) {
    return noClasses()
        .that()
        .resideInAnyPackage(layout.in("domain"), layout.in("application"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "org.reactivestreams..", "io.vertx..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .as("the core knows no threads, futures or executors")
        .because("straight lines can be read, and tested, from top to bottom");
  }

  static ArchRule theCoreTakesNoLocks(Layout layout) {
    return noMethods()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(layout.in("domain"), layout.in("application"))
        .should()
        .haveModifier(JavaModifier.SYNCHRONIZED)
        .as("the core takes no locks")
        .because("what must happen at once is one call of a port");
  }

  static ArchRule futuresAreAwaitedOffTheEventLoop(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(
            layout.in("adapters.chain"),
            layout.in("adapters.storage"),
            layout.in("adapters.persistence.connect.postgres"),
            layout.in("bootstrap"))
        .and(not(Layout.topLevelNamed("VirtualThreads", "VirtualThreads")))
        .should()
        .accessTargetWhere(
            Rules.access(
                "a future is awaited",
                access ->
                    WAITS.contains(access.getTarget().getName())
                        && access.getTargetOwner().isAssignableTo(FUTURE)))
        .as("futures are awaited only where no event loop runs")
        .because("an event loop that waits, waits for ever");
  }

  /// `NameLookup` borrows a worker of Vert.x, which ends with Vert.x, for what cannot be
  /// interrupted.
  static ArchRule threadsAreMadeInTwoPlaces(Layout layout) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(layout.in("bootstrap"))
        .and()
        .doNotHaveFullyQualifiedName(layout.only("adapters.http.VirtualThreads"))
        .and()
        .doNotHaveFullyQualifiedName(layout.only("adapters.chain.egress.NameLookup"))
        .should()
        .accessTargetWhere(
            Rules.access("a thread or an executor is made", ThreadRulesTest::makesAThread))
        .as("threads are made in VirtualThreads and in bootstrap")
        .because("whoever starts a thread must know how it ends");
  }

  static ArchRule nothingHangsOnAThread(Layout layout) {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .as("nothing hangs on a thread")
        .because("a request has its own thread, and values are handed on");
  }

  /// `Authentication` comes before any endpoint, on the same thread. `HttpAdapter` may hand a use
  /// case on, as `recordAccess::record`, and call none.
  static ArchRule useCasesRunBehindTheBridge(Layout layout) {
    return noClasses()
        .that()
        .resideInAPackage(layout.in("adapters.http"))
        .and()
        .resideOutsideOfPackage(layout.in("adapters.http.mcp"))
        .and()
        .doNotHaveFullyQualifiedName(layout.only("adapters.http.auth.Authentication"))
        .and(not(Layout.topLevelNamed("endpoints", "\\w+Endpoints?")))
        .should()
        .accessTargetWhere(
            Rules.access(
                "a use case is called",
                access ->
                    layout.useCases().test(access.getTargetOwner()) && !isHandedOn(access, layout)))
        .as("use cases are called by endpoints, behind the bridge")
        .because("an event loop must never wait for a disk");
  }

  private static boolean isHandedOn(JavaAccess<?> access, Layout layout) {
    return access instanceof JavaMethodReference
        && Layout.topLevelOf(access.getOriginOwner())
            .getName()
            .equals(layout.only("adapters.http.HttpAdapter"));
  }

  private static boolean makesAThread(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getTarget().getName();
    if (name.equals("<init>")) {
      return owner.isAssignableTo(Thread.class)
          || owner.isAssignableTo(Executor.class)
          || owner.isAssignableTo(Timer.class);
    }
    return owner.getName().equals("java.util.concurrent.Executors")
        || owner.getName().equals("java.util.concurrent.StructuredTaskScope")
        || owner.isAssignableTo(Thread.class)
            && Set.of("ofVirtual", "ofPlatform", "startVirtualThread").contains(name)
        || owner.isAssignableTo(CompletionStage.class) && name.endsWith("Async")
        || owner.isAssignableTo(BaseStream.class) && name.equals("parallel")
        || name.equals("parallelStream")
        || owner.isAssignableTo("io.vertx.core.Vertx")
            && Set.of("vertx", "builder", "createSharedWorkerExecutor", "executeBlocking")
                .contains(name);
  }

  @TestFactory
  Stream<DynamicTest> hold() {
    return Rules.hold(RULES);
  }
}
