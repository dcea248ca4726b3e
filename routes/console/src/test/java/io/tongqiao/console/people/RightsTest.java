package io.tongqiao.console.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RightsTest {

  private static OidcProperties.Group group(Role role, String... systems) {
    return new OidcProperties.Group(role.name(), Set.of(role), Set.of(systems));
  }

  @Test
  void groups_thatGiveADuty_addUpTheirSystems_andThoseThatLetOneSeeAddNone() {
    Rights rights =
        Rights.of(
            List.of(
                group(Role.OPERATOR, "city-power"),
                group(Role.OPERATOR, "prov-yctb"),
                group(Role.VIEWER, "*")));
    assertThat(rights.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.VIEWER);
    assertThat(rights.scope()).isEqualTo(Scope.of(Set.of("city-power", "prov-yctb")));
    assertThat(rights.told()).isEqualTo("OPERATOR,VIEWER @ city-power,prov-yctb");
  }

  @Test
  void groups_thatOnlyLetOneSee_addUp_andAllIsAll() {
    assertThat(
            Rights.of(List.of(group(Role.VIEWER, "city-power"), group(Role.VIEWER, "prov-yctb")))
                .scope())
        .isEqualTo(Scope.of(Set.of("city-power", "prov-yctb")));
    assertThat(
            Rights.of(List.of(group(Role.VIEWER, "city-power"), group(Role.VIEWER, "*"))).scope())
        .isEqualTo(Scope.ALL);
  }
}
