package io.tongqiao.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class SettingsTest {

  private static Properties read(Resource file) {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(file);
    return yaml.getObject();
  }

  @Test
  void settings_ofTheTests_areThoseOfTheServer() {
    Path server = Path.of("../../deploy/server/src/main/resources/application.yaml");
    assertThat(read(new ClassPathResource("application.yaml")))
        .isEqualTo(read(new FileSystemResource(server)));
  }
}
