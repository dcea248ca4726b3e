package io.tongqiao.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsIT {

  @TempDir private Path directory;

  @Test
  void start_outFile_namesAllHttpAndSoapEndpoints() throws Exception {
    Path out = directory.resolve("simulator.properties");
    var settings = SimulatorSettings.of(Caller.SYSTEMS).withOut(out);
    try (Simulator simulator = Simulator.start(settings)) {
      var properties = new Properties();
      try (Reader reader = Files.newBufferedReader(out)) {
        properties.load(reader);
      }
      assertThat(properties.getProperty("simulator.url")).isEqualTo(simulator.url().toString());
      assertThat(properties.getProperty("tongqiao.endpoints.mps-population"))
          .isEqualTo(simulator.url() + "/mps-population");
      assertThat(properties).doesNotContainKey("tongqiao.endpoints.prov-socialorg");
      assertThat(properties.size()).isEqualTo(simulator.endpoints().size() + 1);
    }
  }

  @Test
  void start_secretsDirectory_isFilledForTheOwnerOnlyAndKept() throws Exception {
    Path secrets = directory.resolve("secrets");
    var settings =
        SimulatorSettings.of(Caller.SYSTEMS).withOnly(Set.of("nat-share")).withSecrets(secrets);
    Path key = secrets.resolve("nat-share.appkey");
    String first;
    try (Simulator simulator = Simulator.start(settings)) {
      first = Files.readString(key);
      assertThat(first).matches("[0-9a-f]{32}");
      assertThat(simulator.secrets().find("nat-share.appkey")).contains(first);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
    }
    try (Simulator simulator = Simulator.start(settings)) {
      assertThat(simulator.secrets().find("nat-share.appkey")).contains(first);
    }
  }

  @Test
  void start_soapFolders_leaveTheProcessWideBusAlone() throws Exception {
    Bus before = BusFactory.getDefaultBus(false);
    Bus beforeHere = BusFactory.getThreadDefaultBus(false);
    try (Simulator simulator = Simulator.start(SimulatorSettings.of(Caller.SYSTEMS))) {
      assertThat(simulator.endpoints()).isNotEmpty();
      assertThat(BusFactory.getDefaultBus(false)).isSameAs(before);
      assertThat(BusFactory.getThreadDefaultBus(false)).isSameAs(beforeHere);
    }
  }
}
