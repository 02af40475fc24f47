package dev.tmuxsupervisor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tmuxsupervisor.lock.Holding;
import dev.tmuxsupervisor.lock.LockReading;
import dev.tmuxsupervisor.lock.LockRecord;
import dev.tmuxsupervisor.lock.Reservation;
import dev.tmuxsupervisor.process.BootTime;
import dev.tmuxsupervisor.process.KernelIdentity;
import dev.tmuxsupervisor.process.Liveness;
import dev.tmuxsupervisor.process.Printable;
import dev.tmuxsupervisor.scan.Skips;
import dev.tmuxsupervisor.tmux.PaneId;
import dev.tmuxsupervisor.tmux.ProcessStarts;
import dev.tmuxsupervisor.tmux.ServerIdentity;
import dev.tmuxsupervisor.tmux.SessionId;
import dev.tmuxsupervisor.tmux.TmuxSocket;
import dev.tmuxsupervisor.worker.Desired;
import dev.tmuxsupervisor.worker.Exit;
import dev.tmuxsupervisor.worker.History;
import dev.tmuxsupervisor.worker.Policy;
import dev.tmuxsupervisor.worker.WorkerSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/** The arrows of the design: edge to flow to ground, and nothing back. */
@AnalyzeClasses(packages = "dev.tmuxsupervisor", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OURS = "dev.tmuxsupervisor..";
  private static final String[] EDGE = {
    "dev.tmuxsupervisor.client..",
    "dev.tmuxsupervisor.command..",
    "dev.tmuxsupervisor.doctor..",
    "dev.tmuxsupervisor.hold..",
    "dev.tmuxsupervisor.loop..",
    "dev.tmuxsupervisor.manual..",
    "dev.tmuxsupervisor.server..",
    "dev.tmuxsupervisor.watch.."
  };
  private static final String[] FLOW = {
    "dev.tmuxsupervisor.observe..",
    "dev.tmuxsupervisor.judge..",
    "dev.tmuxsupervisor.act..",
    "dev.tmuxsupervisor.publish.."
  };
  private static final String[] GROUND = {
    "dev.tmuxsupervisor.fleet..",
    "dev.tmuxsupervisor.worker..",
    "dev.tmuxsupervisor.lock..",
    "dev.tmuxsupervisor.process..",
    "dev.tmuxsupervisor.scan..",
    "dev.tmuxsupervisor.worktree.."
  };

  /** What judging may know of the other packages: values, none of which looks at anything. */
  private static final Set<Class<?>> VALUES =
      Set.of(
          Holding.class,
          Holding.Place.class,
          LockReading.class,
          LockReading.Absent.class,
          LockReading.Present.class,
          LockReading.Damaged.class,
          LockReading.Unreadable.class,
          LockRecord.class,
          Reservation.class,
          Reservation.End.class,
          KernelIdentity.class,
          Liveness.class,
          Liveness.Alive.class,
          Liveness.Dead.class,
          Liveness.Unknown.class,
          BootTime.class,
          Printable.class,
          Desired.class,
          Exit.class,
          Exit.Status.class,
          Exit.Signal.class,
          Exit.Unknown.class,
          History.class,
          History.Standing.class,
          Policy.class,
          Policy.Restart.class,
          Policy.Backoff.class,
          Policy.Limit.class,
          WorkerSpec.class,
          PaneId.class,
          ServerIdentity.class,
          SessionId.class,
          TmuxSocket.class);

  @ArchTest
  static final ArchRule theClientNeedsNothingButTheJdk =
      classes()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.client..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.tmuxsupervisor.client..", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule verbsKnowNeitherServerNorClientNorLoop =
      noDependency(
          "command..",
          "dev.tmuxsupervisor.server..",
          "dev.tmuxsupervisor.client..",
          "dev.tmuxsupervisor.loop..");

  @ArchTest
  static final ArchRule theScreenKnowsTheServerByItsCommandsAlone =
      noDependency(
          "watch..",
          "dev.tmuxsupervisor.server..",
          "dev.tmuxsupervisor.client..",
          "dev.tmuxsupervisor.command..",
          "dev.tmuxsupervisor.loop..",
          "dev.tmuxsupervisor.observe..",
          "dev.tmuxsupervisor.judge..",
          "dev.tmuxsupervisor.act..",
          "dev.tmuxsupervisor.publish..");

  @ArchTest
  static final ArchRule whoHoldsALoopLockKnowsTheGroundAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.hold..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(EDGE)
                  .and(not(resideInAPackage("dev.tmuxsupervisor.hold..")))
                  .or(resideInAnyPackage(FLOW))
                  .or(
                      resideInAnyPackage(
                          "dev.tmuxsupervisor.fleet..", "dev.tmuxsupervisor.worker..")));

  @ArchTest
  static final ArchRule nothingThatRunsKnowsTheManual =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tmuxsupervisor.manual..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tmuxsupervisor.manual..");

  @ArchTest
  static final ArchRule onlyTheScreenDrawsOnTerminals =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tmuxsupervisor.watch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jline.terminal..");

  @ArchTest
  static final ArchRule theDoctorIsAskedByCommandsAndKnowsNoneOfThem =
      noDependency(
          "doctor..",
          "dev.tmuxsupervisor.server..",
          "dev.tmuxsupervisor.client..",
          "dev.tmuxsupervisor.command..",
          "dev.tmuxsupervisor.loop..",
          "dev.tmuxsupervisor.act..",
          "dev.tmuxsupervisor.publish..");

  @ArchTest
  static final ArchRule theLoopKnowsNoServer =
      noDependency("loop..", "dev.tmuxsupervisor.server..");

  @ArchTest
  static final ArchRule theFlowKnowsNothingOfTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(FLOW)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EDGE);

  @ArchTest
  static final ArchRule theGroundKnowsNothingOfTheFlow =
      noClasses()
          .that()
          .resideInAnyPackage(GROUND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FLOW);

  @ArchTest
  static final ArchRule theGroundKnowsNothingOfTheEdge =
      noClasses()
          .that()
          .resideInAnyPackage(GROUND)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(EDGE);

  @ArchTest
  static final ArchRule workersKnowNoFleet = noDependency("worker..", "dev.tmuxsupervisor.fleet..");

  @ArchTest
  static final ArchRule locksKnowNoWorkers = noDependency("lock..", "dev.tmuxsupervisor.worker..");

  @ArchTest
  static final ArchRule processesKnowNeitherLocksNorWorkers =
      noDependency("process..", "dev.tmuxsupervisor.lock..", "dev.tmuxsupervisor.worker..");

  @ArchTest
  static final ArchRule scansKnowProcessesAlone =
      classes()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.scan..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("dev.tmuxsupervisor.scan..", "dev.tmuxsupervisor.process..")
                  .or(not(resideInAPackage(OURS))));

  @ArchTest
  static final ArchRule filesOfAFleetSayWhatScansSkipAndNeverScan =
      noClasses()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.fleet..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.tmuxsupervisor.scan..")
                  .and(not(JavaClass.Predicates.belongToAnyOf(Skips.class))));

  @ArchTest
  static final ArchRule worktreesKnowNoWorkers =
      noDependency(
          "worktree..",
          "dev.tmuxsupervisor.fleet..",
          "dev.tmuxsupervisor.lock..",
          "dev.tmuxsupervisor.scan..",
          "dev.tmuxsupervisor.worker..");

  @ArchTest
  static final ArchRule whoeverObservesNeitherActsNorPublishes =
      noDependency("observe..", "dev.tmuxsupervisor.act..", "dev.tmuxsupervisor.publish..");

  @ArchTest
  static final ArchRule whoeverActsNeitherObservesNorPublishes =
      noDependency("act..", "dev.tmuxsupervisor.observe..", "dev.tmuxsupervisor.publish..");

  @ArchTest
  static final ArchRule whoeverPublishesNeitherObservesNorActs =
      noDependency("publish..", "dev.tmuxsupervisor.observe..", "dev.tmuxsupervisor.act..");

  @ArchTest
  static final ArchRule judgingUsesValuesAlone =
      noClasses()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.judge..")
          .should()
          .dependOnClassesThat(
              resideInAPackage(OURS)
                  .and(not(resideInAPackage("dev.tmuxsupervisor.judge..")))
                  .and(not(JavaClass.Predicates.belongToAnyOf(VALUES.toArray(Class<?>[]::new)))));

  @ArchTest
  static final ArchRule judgingDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.judge..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..", "java.net..", "java.nio..", "com.sun.jna..")
                  .or(
                      JavaClass.Predicates.belongToAnyOf(
                          ProcessHandle.class, ProcessBuilder.class, Runtime.class, Thread.class)));

  /** A server starts them one after the other, the edge's other processes live for one command. */
  @ArchTest
  static final ArchRule serversStartProgramsInTurn =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tmuxsupervisor.client..", "dev.tmuxsupervisor.watch..")
          .and(not(JavaClass.Predicates.type(ProcessStarts.class)))
          .should()
          .callMethod(ProcessBuilder.class, "start");

  @ArchTest
  static final ArchRule judgingHasNoClock =
      noClasses()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.judge..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(BootTime.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule onlyLibcCallsTheKernelDirectly =
      noClasses()
          .that()
          .haveNameNotMatching("dev\\.tmuxsupervisor\\.process\\.Libc[A-Za-z]*(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.jna..");

  @ArchTest
  static final ArchRule tmuxIsStartedByItsAdapterAndGitByItsOwn =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.tmuxsupervisor.tmux..", "dev.tmuxsupervisor.worktree..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.commons.exec..");

  @ArchTest
  static final ArchRule theAdapterKnowsNothingOfSupervision =
      classes()
          .that()
          .resideInAPackage("dev.tmuxsupervisor.tmux..")
          .should()
          .onlyDependOnClassesThat(
              resideInAPackage("dev.tmuxsupervisor.tmux..").or(not(resideInAPackage(OURS))));

  private static ArchRule noDependency(String from, String... to) {
    return noClasses()
        .that()
        .resideInAPackage("dev.tmuxsupervisor." + from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to);
  }
}
