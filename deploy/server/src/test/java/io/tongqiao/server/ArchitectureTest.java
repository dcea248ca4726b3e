package io.tongqiao.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The forbidden arrows and habits of the house, over the production classes of all modules. */
class ArchitectureTest {

  private static final Path HOME = Path.of("../..").toAbsolutePath().normalize();

  /** Modules whose classes stand whenever this one's do; the others join where they are built. */
  private static final List<String> BENEATH =
      List.of(
          "schemas",
          "connectors/dialect",
          "connectors/simulator",
          "routes/relay",
          "routes/console",
          "deploy/server");

  private static final int LONGEST_CLASS = 250;

  private static JavaClasses production;
  private static List<Path> classFolders;
  private static List<Path> sourceFolders;

  @BeforeAll
  static void productionClasses() throws IOException {
    try (Stream<Path> modules = Files.walk(HOME, 2)) {
      List<Path> all = modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList();
      classFolders = existing(all, "target/classes");
      sourceFolders = existing(all, "src/main/java");
    }
    production = new ClassFileImporter().importPaths(classFolders);
  }

  private static List<Path> existing(List<Path> modules, String folder) {
    return modules.stream()
        .map(m -> m.resolve(folder))
        .filter(Files::isDirectory)
        .sorted()
        .toList();
  }

  @Test
  void classes_ofAllModulesBeneath_areLookedAt() {
    assertThat(classFolders)
        .containsAll(BENEATH.stream().map(m -> HOME.resolve(m + "/target/classes")).toList());
    assertThat(production.size()).isGreaterThan(100);
  }

  @Test
  void connectorsAndSchemas_knowNeitherCamelNorSpring() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tongqiao.schema..", "io.tongqiao.dialect..", "io.tongqiao.simulator..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.camel..", "org.springframework..")
        .check(production);
  }

  @Test
  void deploy_isKnownToNobodyElse() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.tongqiao.server..", "io.tongqiao.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tongqiao.server..", "io.tongqiao.cli..")
        .check(production);
  }

  @Test
  void commandLine_knowsTheRelayOverHttpOnly() {
    onlyOurs("io.tongqiao.cli..", "io.tongqiao.dialect..", "io.tongqiao.schema..");
  }

  @Test
  void schema_knowsNothingOfOurs() {
    onlyOurs("io.tongqiao.schema..");
  }

  @Test
  void dialect_knowsSchemaOnly() {
    onlyOurs("io.tongqiao.dialect..", "io.tongqiao.schema..");
  }

  @Test
  void simulator_knowsDialectAndSchemaOnly() {
    onlyOurs("io.tongqiao.simulator..", "io.tongqiao.dialect..", "io.tongqiao.schema..");
  }

  /** Classes of a package depend, of all that is ours, on that package and some others only. */
  private static void onlyOurs(String whose, String... others) {
    DescribedPredicate<JavaClass> foreign =
        resideInAnyPackage("io.tongqiao..")
            .and(DescribedPredicate.not(resideInAnyPackage(others)))
            .and(DescribedPredicate.not(resideInAnyPackage(whose)));
    noClasses()
        .that()
        .resideInAPackage(whose)
        .should()
        .dependOnClassesThat(foreign)
        .allowEmptyShould(true)
        .check(production);
  }

  @Test
  void journal_knowsNeitherRelayNorDoorNorBroker() {
    noClasses()
        .that()
        .resideInAPackage("io.tongqiao.journal..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.tongqiao.relay..", "io.tongqiao.door..", "io.tongqiao.broker..")
        .check(production);
  }

  @Test
  void relay_doesNotKnowConsole() {
    noClasses()
        .that()
        .resideInAPackage("io.tongqiao.relay..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tongqiao.console..")
        .check(production);
  }

  @Test
  void time_comesFromAClock() {
    Map<String, Set<String>> clocks =
        Map.of(
            "java.time.Instant", Set.of("now"),
            "java.time.LocalDate", Set.of("now"),
            "java.time.LocalTime", Set.of("now"),
            "java.time.LocalDateTime", Set.of("now"),
            "java.time.OffsetDateTime", Set.of("now"),
            "java.time.ZonedDateTime", Set.of("now"),
            "java.time.Year", Set.of("now"),
            "java.time.YearMonth", Set.of("now"),
            "java.lang.System", Set.of("currentTimeMillis"));
    noClasses()
        .should()
        .accessTargetWhere(
            describe("time is asked of the machine", access -> asksTheMachine(clocks, access)))
        .check(production);
  }

  private static boolean asksTheMachine(Map<String, Set<String>> clocks, JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return clocks.getOrDefault(owner, Set.of()).contains(access.getTarget().getName())
        && !access.getTarget().getFullName().contains("(java.time.Clock)");
  }

  @Test
  void route_holdsNoProcessor() {
    noClasses().should().beAssignableTo(Processor.class).check(production);
  }

  @Test
  void name_saysWhatTheClassIs() {
    var empty = Pattern.compile("(Utils?|Helper|Manager|Impl|Common)$");
    noClasses()
        .should(
            be(
                describe(
                    "named by a word that says nothing",
                    (JavaClass c) ->
                        empty.matcher(c.getSimpleName()).find() && !namedByALibrary(c))))
        .check(production);
  }

  /** An implementation may end as the interface does that a library asks for. */
  private static boolean namedByALibrary(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .filter(i -> !i.getPackageName().startsWith("io.tongqiao"))
        .map(JavaClass::getSimpleName)
        .map(name -> name.replaceAll("\\d+$", ""))
        .anyMatch(name -> name.endsWith("Manager") && type.getSimpleName().endsWith("Manager"));
  }

  @Test
  void systemId_standsInNoClass() throws IOException {
    List<Pattern> ids = systemIds().stream().map(ArchitectureTest::word).toList();
    assertThat(ids).hasSizeGreaterThan(5);
    var found = new ArrayList<String>();
    for (Path folder : classFolders) {
      for (Path file : files(folder, ".class")) {
        ClassConstants.of(file).stream()
            .filter(text -> ids.stream().anyMatch(id -> id.matcher(text).find()))
            .forEach(text -> found.add(HOME.relativize(file) + ": " + text));
      }
    }
    assertThat(found).isEmpty();
  }

  /** The one exception made a chain of what was there before the audit was one. */
  @Test
  void audit_isChangedByNoStatement() throws IOException {
    var changing =
        Pattern.compile(
            "(?i)\\b(update|delete\\s+from|truncate(\\s+table)?|merge\\s+into)\\s+audit\\b");
    var found = new ArrayList<String>();
    for (Path folder : classFolders) {
      for (Path file : files(folder, ".class")) {
        ClassConstants.of(file).stream()
            .filter(text -> changing.matcher(text).find())
            .forEach(text -> found.add(file.getFileName() + ": " + text));
      }
    }
    assertThat(found)
        .containsExactly("AuditMigration.class: update audit set hash = ? where id = ?");
  }

  private static List<String> systemIds() throws IOException {
    try (Stream<Path> folders = Files.list(HOME.resolve("connectors/systems"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("system.yaml")))
          .map(folder -> folder.getFileName().toString())
          .filter(id -> !id.startsWith("_"))
          .toList();
    }
  }

  private static Pattern word(String id) {
    return Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])");
  }

  @Test
  void package_saysWhatLivesThere() throws IOException {
    var silent = new ArrayList<Path>();
    for (Path folder : sourceFolders) {
      files(folder, ".java").stream()
          .map(Path::getParent)
          .distinct()
          .filter(p -> !Files.exists(p.resolve("package-info.java")))
          .map(HOME::relativize)
          .forEach(silent::add);
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void class_fitsInAFewScreens() throws IOException {
    var tooLong = new ArrayList<String>();
    for (Path folder : sourceFolders) {
      for (Path file : files(folder, ".java")) {
        int lines = Files.readAllLines(file).size();
        if (lines > LONGEST_CLASS) {
          tooLong.add(HOME.relativize(file) + " has " + lines);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList();
    }
  }
}
