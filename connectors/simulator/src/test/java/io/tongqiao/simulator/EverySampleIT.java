package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.dialect.Conversation;
import io.tongqiao.dialect.Descriptor;
import io.tongqiao.dialect.Dialect;
import io.tongqiao.dialect.Folder;
import io.tongqiao.dialect.Sample;
import io.tongqiao.dialect.SampleRun;
import io.tongqiao.dialect.Wire;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Every outbound sample of every HTTP and SOAP folder means over the wire what it means on paper.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EverySampleIT {

  private Simulator simulator;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(SimulatorSettings.of(Caller.SYSTEMS));
  }

  @AfterAll
  void stop() throws Exception {
    simulator.close();
  }

  @TestFactory
  List<DynamicTest> sample_overTheWire_meansTheSame() throws Exception {
    var tests = new ArrayList<DynamicTest>();
    for (String system : simulator.endpoints().keySet()) {
      Folder folder = Folder.read(Caller.SYSTEMS.resolve(system));
      Dialect dialect = Dialect.compile(folder);
      if (dialect.descriptor().transport() == Descriptor.Transport.TABLE
          || dialect.descriptor().transport() == Descriptor.Transport.FERRY) {
        continue; // no call and no answer: TableSystemsIT, FerrySystemsIT
      }
      if (dialect.descriptor().transport().theirBroker()) {
        continue; // no answer but the broker's: TheirBrokersIT
      }
      boolean soap = dialect.descriptor().transport() == Descriptor.Transport.SOAP;
      String endpoint = simulator.endpoints().get(system);
      Wire wire = soap ? SoapWire.to(endpoint, false) : HttpWire.to(endpoint);
      var conversation = Conversation.with(dialect, wire, simulator.secrets(), Clock.systemUTC());
      for (Sample sample : new Script(folder, dialect.descriptor()).outbound()) {
        if (answers(sample) && reachable(dialect, sample)) {
          tests.add(
              DynamicTest.dynamicTest(
                  system + ": " + sample.name(), () -> check(conversation, dialect, sample)));
        }
      }
    }
    return tests;
  }

  private static boolean answers(Sample sample) {
    String stage = sample.tree("failure").path("stage").asText("answer");
    return stage.equals("answer") && !sample.part().equals("login");
  }

  /**
   * A failing sample must be asked for by its case number, or by its subject where documents are.
   */
  private static boolean reachable(Dialect dialect, Sample sample) throws Exception {
    JsonNode tree = new SampleRun(dialect, sample).draft().tree();
    String asked =
        sample.pulls()
            ? dialect.tracedSubject(sample.part(), tree)
            : dialect.tracedCaseNo(sample.part(), tree);
    return !sample.failing() || !asked.isEmpty();
  }

  private static void check(Conversation conversation, Dialect dialect, Sample sample)
      throws Exception {
    Conversation.Exchange exchange = conversation.call(new SampleRun(dialect, sample).draft());
    JsonNode receipt = sample.tree("receipt");
    String outcome =
        receipt.path("outcome").asText(sample.tree("failure").path("outcome").asText());
    assertThat(exchange.verdict().outcome().name()).isEqualTo(outcome);
    for (JsonNode words : sample.tree("failure").path("contains")) {
      assertThat(exchange.verdict().message() + exchange.answer()).contains(words.asText());
    }
    if (!receipt.path("receiptNo").asText().isEmpty()) {
      assertThat(exchange.verdict().receiptNo())
          .isNotEmpty()
          .isNotEqualTo(receipt.path("receiptNo").asText());
    }
  }
}
