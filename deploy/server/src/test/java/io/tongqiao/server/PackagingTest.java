package io.tongqiao.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is packed says what the server needs: the chart, the composition, and the manual. */
class PackagingTest {

  private static final Path DEPLOY = Path.of("..");

  private static Map<String, Object> values(String changes) throws IOException {
    Map<String, Object> values =
        Chart.yaml(Files.readString(DEPLOY.resolve("helm/tongqiao/values.yaml")));
    values.putAll(Chart.yaml(changes));
    return values;
  }

  private static Map<String, Object> rendered(String template, String changes) throws IOException {
    return new Chart(DEPLOY.resolve("helm/tongqiao"), values(changes)).render(template);
  }

  /** A value deep in what a template gave, numbers being places in lists. */
  private static Object at(Object tree, String path) {
    Object value = tree;
    for (String part : path.split("/")) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(part))
              : ((Map<?, ?>) value).get(part);
    }
    return value;
  }

  @Test
  void chart_withItsDefaults_runsOneServerThatMayDoNothingElse() throws IOException {
    Map<String, Object> server = rendered("server.yaml", "{heap: 1g}");
    assertThat(at(server, "spec/replicas")).isEqualTo(1);
    String container = "spec/template/spec/containers/0/";
    assertThat(at(server, container + "image")).isEqualTo("tongqiao:0.1.0-SNAPSHOT");
    assertThat(at(server, container + "securityContext/readOnlyRootFilesystem")).isEqualTo(true);
    assertThat(at(server, "spec/template/spec/securityContext/runAsNonRoot")).isEqualTo(true);
    assertThat(at(server, container + "livenessProbe/httpGet/path"))
        .isEqualTo("/actuator/health/liveness");
    assertThat(at(server, container + "readinessProbe/httpGet/path"))
        .isEqualTo("/actuator/health/readiness");
    assertThat(at(server, container + "resources/limits/memory")).isEqualTo("3Gi");
    assertThat(at(server, "spec/volumeClaimTemplates/0/spec/resources/requests/storage"))
        .isEqualTo("100Gi");
    assertThat(at(server, container + "env").toString()).doesNotContain("TONGQIAO_DB");
    assertThat(at(rendered("service.yaml", "{heap: 1g}"), "spec/ports/0/port")).isEqualTo(8080);
    assertThat(at(rendered("config.yaml", "{site: 'a=b'}"), "data/site.properties").toString())
        .isEqualToIgnoringNewLines("a=b");
  }

  @Test
  void chart_withADatabaseAndSecrets_namesThemAndHoldsNone() throws IOException {
    Map<String, Object> server =
        rendered(
            "server.yaml",
            "{secrets: ministries, database: {url: 'jdbc:postgresql://db/t', user: t, secret: db}}");
    Object env = at(server, "spec/template/spec/containers/0/env");
    assertThat(env.toString())
        .contains("jdbc:postgresql://db/t", "secretKeyRef={name=db, key=password}");
    assertThat(at(server, "spec/template/spec/volumes/2/secret/secretName"))
        .isEqualTo("ministries");
  }

  @Test
  void composition_runsTheServerWithoutRights() throws IOException {
    Map<String, Object> all = Chart.yaml(Files.readString(DEPLOY.resolve("compose/compose.yaml")));
    assertThat(at(all, "services/tongqiao/read_only")).isEqualTo(true);
    assertThat(at(all, "services/tongqiao/user")).isEqualTo("10001:10001");
    assertThat(at(all, "services/tongqiao/cap_drop")).isEqualTo(List.of("ALL"));
    String image = Files.readString(DEPLOY.resolve("compose/Dockerfile"));
    assertThat(image).contains("USER 10001:10001", "HEALTHCHECK", "ENTRYPOINT");
  }

  /** Decision 0026: a server has the same heap however it was installed. */
  @Test
  void heap_isTheSameInEveryKindOfInstallation() throws IOException {
    String heap = values("{}").get("heap").toString();
    assertThat(Files.readString(DEPLOY.resolve("dist/bin/tongqiao-server")))
        .contains("${TONGQIAO_HEAP:-" + heap + "}");
    assertThat(Files.readString(DEPLOY.resolve("compose/compose.yaml")))
        .contains("${TONGQIAO_HEAP:-" + heap + "}");
    assertThat(Files.readAllLines(DEPLOY.resolve("dist/etc/tongqiao.env")))
        .contains("TONGQIAO_HEAP=" + heap);
    assertThat(Files.readString(DEPLOY.resolve("manual/README.md")))
        .contains("| `TONGQIAO_HEAP`、`TONGQIAO_JAVA_OPTIONS` | `" + heap + "`");
  }

  /** Whoever reads the manual at night must find there every setting of the alerts. */
  @Test
  void manual_namesEverySettingOfTheSampleFiles() throws IOException {
    String manual = Files.readString(DEPLOY.resolve("manual/README.md"));
    for (String line : Files.readAllLines(DEPLOY.resolve("dist/etc/tongqiao.env"))) {
      if (line.matches("#?TONGQIAO_[A-Z_]+=.*") && !line.contains("TONGQIAO_DB_")) {
        assertThat(manual).contains(line.replaceAll("^#?([A-Z_]+)=.*", "$1"));
      }
    }
    for (String line : Files.readAllLines(DEPLOY.resolve("dist/etc/site.properties"))) {
      if (line.startsWith("#tongqiao.")) {
        String[] setting = line.substring(1, line.indexOf('=')).split("\\.");
        assertThat(manual).contains("tongqiao." + setting[1]);
        assertThat(manual).contains("." + setting[Math.min(2, setting.length - 1)]);
      }
    }
  }
}
