package io.tongqiao.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders of systems that hold documents: what the checker finds in them, what they mean. */
class HolderFolderTest {

  private static final Checker CHECKER = new Checker();
  private static final String YAML = "system.yaml";
  private static final LocalDate DAY = LocalDate.of(2026, 3, 16);

  @Test
  void check_goodFolders_findsNothing() {
    assertThat(CHECKER.check(HolderFolder.library())).isEmpty();
    assertThat(CHECKER.check(HolderFolder.laboratory())).isEmpty();
  }

  @ParameterizedTest(name = "{1} -> {2}")
  @MethodSource({"provisions", "answersByMessage", "seals"})
  void check_oneTextReplaced_findsTheFaultOnItsLine(
      Folder folder, String from, String to, String line, String message) {
    new ExpectedFault(YAML, line, message)
        .assertFoundIn(HolderFolder.replaced(folder, YAML, from, to));
  }

  static Stream<Arguments> provisions() {
    Folder library = HolderFolder.library();
    return Stream.of(
        Arguments.of(library, "food-permit:", "food-licence:", "food-licence:", "证照目录中没有"),
        Arguments.of(
            library,
            "{operation: query, by: [code], ",
            "{operation: look, by: [code], ",
            "look",
            "没有名为 look 的操作"),
        Arguments.of(library, "download: address", "download: adress", "adress", "没有名为 adress 的操作"),
        Arguments.of(library, "by: [code, number]", "by: [codes]", "  business-licence:", "by"),
        Arguments.of(library, "maxAge: 7d", "maxAge: 1w", "  business-licence:", "maxAge"),
        Arguments.of(library, "subject: .certNo", "subject: '.certNo +'", "subject: '", "不能编译"));
  }

  static Stream<Arguments> answersByMessage() {
    Folder laboratory = HolderFolder.laboratory();
    String events = "events: [PREREQUISITE_ASKED]";
    return Stream.of(
        Arguments.of(laboratory, events, "events: [RECEIVE]", "hygiene-report", "accepts 里没有把"),
        Arguments.of(
            laboratory, events, "events: [RECEIVE]", "assists:", "没有接收 PREREQUISITE_ASKED"),
        Arguments.of(
            laboratory, "reply: message", "reply: call", "hygiene-report", "没有 ask.document.jslt"));
  }

  static Stream<Arguments> seals() {
    Folder library = HolderFolder.library();
    String sealed = "sm2: test-library.private-key";
    String nested = "nested: {/data: {codec: json, " + sealed + "}}";
    String path = "path: /query\n    request: {codec: json";
    return Stream.of(
        Arguments.of(
            library, sealed, "sm2: nat-dzzz.private-key", "nat-dzzz", "不以 test-library. 开头"),
        Arguments.of(library, nested, sealed, sealed, "不能用于整份报文"),
        Arguments.of(
            library,
            path,
            path + ", " + nested,
            "    request: {codec: json, nested",
            "不以 .public-key 结尾：这里要的是对方的公钥"),
        Arguments.of(library, sealed, "sm2: KEY", "    response:", "sm2"));
  }

  @Test
  void check_doorsMissing_saysThatTheAnswerCannotComeIn() {
    Folder laboratory = HolderFolder.laboratory();
    String yaml = laboratory.text(YAML).orElseThrow();
    Folder without =
        TemplateFolder.with(laboratory, YAML, yaml.substring(0, yaml.indexOf("doors:")));

    new ExpectedFault(YAML, "hygiene-report", "没有入口").assertFoundIn(without);
  }

  @Test
  void check_answerMappingMissing_saysWhatToAdd() {
    new ExpectedFault(YAML, "business-licence", "没有 query.document.jslt")
        .assertFoundIn(HolderFolder.without(HolderFolder.library(), "query.document.jslt"));
  }

  @Test
  void check_fileMissing_namesIt() {
    new ExpectedFault("samples/query/holding.json", "", "没有 files/licence.pdf")
        .assertFoundIn(HolderFolder.without(HolderFolder.library(), "files/licence.pdf"));
    new ExpectedFault("samples/address/holding.json", "", "没有 files/licence.pdf")
        .assertFoundIn(HolderFolder.without(HolderFolder.library(), "files/licence.pdf"));
  }

  @Test
  void check_announcedDigestWrong_saysTheRightOne() {
    Folder folder =
        TemplateFolder.with(HolderFolder.library(), "files/licence.pdf", "another licence");

    assertThat(CHECKER.check(folder))
        .extracting(Fault::message, Fault::fix)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("file.size 与文件不符", "应为 15"),
            org.assertj.core.groups.Tuple.tuple(
                "file.sha256 与文件不符",
                "应为 3cc22b009e517d887e9409f528ddfde4027f1393a869f1f4d7b45c7657f39307"));
  }

  @Test
  void check_wrongDigestThatIsRight_isAFault() {
    Folder library = HolderFolder.library();
    String sha256 = library.text("samples/query/holding.json").orElseThrow();
    sha256 = sha256.replaceAll("(?s).*\"sha256\" : \"([0-9a-f]+)\".*", "$1");
    String at = "samples/query--wrong-digest/";
    Folder folder = HolderFolder.replaced(library, at + "response.json", "0".repeat(64), sha256);
    folder = HolderFolder.replaced(folder, at + "holding.json", "0".repeat(64), sha256);

    new ExpectedFault(at + "holding.json", "", "公布的摘要却与文件相符").assertFoundIn(folder);
  }

  @Test
  void check_sizeOfAMadeFileWrong_isAFault() {
    Folder folder = HolderFolder.library();
    for (String file : new String[] {"response.json", "holding.json"}) {
      folder =
          HolderFolder.replaced(folder, "samples/query--large/" + file, "5000.bin", "4000.bin");
    }

    new ExpectedFault("samples/query--large/holding.json", "", "字节数不同").assertFoundIn(folder);
  }

  @Test
  void check_pullThatIsNone_isAFault() {
    new ExpectedFault("samples/query/pull.json", "", "username")
        .assertFoundIn(
            HolderFolder.replaced(
                HolderFolder.library(), "samples/query/pull.json", "\"username\"", "\"user\""));
  }

  @Test
  void question_pull_hasItsNumberAndSubject() throws Exception {
    Dialect dialect = Dialect.compile(HolderFolder.library());
    Sample sample = HolderFolder.sample(HolderFolder.library(), "query--large");
    Dialect.Draft draft = dialect.holdings().question("query", sample.object("pull"), DAY);

    assertThat(dialect.tracedMessageId("query", draft.tree())).isEqualTo(Sample.MESSAGE_ID);
    assertThat(dialect.tracedSubject("query", draft.tree())).isEqualTo("91610924MAQQ00024B|BIG-1");
    assertThat(draft.caseNo()).isEqualTo("61092420260316280001");
    assertThat(dialect.holdings().askedBy("query")).isTrue();
    assertThat(Dialect.compile(HolderFolder.laboratory()).holdings().askedBy("ask")).isFalse();
  }

  @Test
  void holding_mappingGivesNone_isRefusedNamingTheMapping() throws Exception {
    Folder folder =
        TemplateFolder.with(
            HolderFolder.library(), "query.document.jslt", "{\"outcome\": \"YES\"}");
    Dialect dialect = Dialect.compile(folder);
    JsonNode answer = JsonNodeFactory.instance.objectNode();

    assertThatThrownBy(
            () ->
                dialect
                    .holdings()
                    .holding("query", JsonNodeFactory.instance.objectNode(), answer, DAY))
        .isInstanceOf(TranslationException.class)
        .hasMessageContaining("outcome");
  }

  @Test
  void provides_entry_hasWhatWasLeftOut() throws Exception {
    Map<String, Provision> provides =
        Dialect.compile(HolderFolder.library()).descriptor().provides();

    assertThat(provides.get("business-licence").maxAge()).isEqualTo(Duration.ofDays(7));
    assertThat(provides.get("food-permit"))
        .satisfies(
            permit -> {
              assertThat(permit.trust()).isEqualTo(Provision.Trust.A);
              assertThat(permit.preference()).isEqualTo(10);
              assertThat(permit.reply()).isEqualTo(Provision.Answer.CALL);
              assertThat(permit.maxAge()).isZero();
              assertThat(permit.download()).isEqualTo("address");
            });
  }

  @Test
  void sample_ofADoor_hasItsSubject() {
    Folder laboratory = HolderFolder.laboratory();

    assertThat(HolderFolder.sample(laboratory, "answered--1-none").subject())
        .isEqualTo(Sample.OTHER_SUBJECT);
    assertThat(HolderFolder.sample(laboratory, "answered--0-begun").subject()).isEmpty();
    assertThat(HolderFolder.sample(laboratory, "answered--1-found").variant()).isEqualTo("1-found");
    assertThat(Optional.of(HolderFolder.sample(HolderFolder.library(), "query")))
        .hasValueSatisfying(sample -> assertThat(sample.pulls()).isTrue());
  }
}
