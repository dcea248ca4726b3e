package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tongqiao.journal.StoredDelivery;
import io.tongqiao.journal.StoredDelivery.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Traps that are only sprung when operators do not see them; the others are those of the folders.
 */
class TrapsIT {

  @TempDir private static Path directory;
  private static Site site;

  @BeforeAll
  static void open() throws Exception {
    site = new Site(directory).start();
  }

  @AfterAll
  static void close() throws Exception {
    site.close();
  }

  @Test
  void loss_ofAMapping_isShownWithTheDelivery_neverSilent() {
    String caseNo = site.bureau(site.newCase(), "socialorg-01-apply", "socialorg-02-receive");
    StoredDelivery received = site.until(caseNo, Site.SOCIAL, 1, State.DELIVERED);
    JsonNode lossy = site.shown(received).path("lossy");
    assertThat(lossy).hasSize(1);
    assertThat(lossy.get(0).asText()).contains("RECEIVE", "1");
    StoredDelivery applied = site.deliveries(caseNo, Site.SOCIAL).get(0);
    assertThat(site.shown(applied).path("lossy").isArray()).isTrue();
    assertThat(site.shown(applied).path("lossy")).isEmpty();
  }

  @Test
  void rejection_afterSuccess_isShownOnTheDeliveryThatWasDone() throws Exception {
    String caseNo = site.bureau(site.newCase(), "health-01-apply", "health-02-receive");
    StoredDelivery done = site.until(caseNo, Site.PROVINCE, 0, State.DELIVERED);
    assertThat(site.shown(done).path("level").asText()).isEqualTo("BUSINESS");
    assertThat(site.ministries().play(Site.PROVINCE, "callback--data-rejected", caseNo).accepted())
        .isTrue();
    StoredDelivery parked = site.until(caseNo, Site.PROVINCE, 0, State.PARKED);
    JsonNode shown = site.shown(parked);
    assertThat(parked.id()).isEqualTo(done.id());
    assertThat(shown.path("level").asText()).isEqualTo("FINAL");
    assertThat(shown.path("cause").asText()).isNotEmpty();
  }
}
