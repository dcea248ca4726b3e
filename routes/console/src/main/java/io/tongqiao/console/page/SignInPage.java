package io.tongqiao.console.page;

import io.tongqiao.console.people.OidcProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where one signs in, and the way from there to the first page. */
@Controller
class SignInPage {

  private static final List<String> NOTES =
      List.of(
          "wrong",
          "locked",
          "ended",
          "out",
          "plain",
          "provider-away",
          "provider-failed",
          "provider-name",
          "provider-taken",
          "provider-groups",
          "provider-duties",
          "provider-closed",
          "provider-locked");

  private final OidcProperties provider;

  SignInPage(OidcProperties provider) {
    this.provider = provider;
  }

  @GetMapping("/console/sign-in")
  String show(HttpServletRequest request, Model model) {
    NOTES.stream()
        .filter(note -> request.getParameter(note) != null)
        .findFirst()
        .ifPresent(note -> model.addAttribute("note", note));
    if (provider.issuer().isPresent()) {
      model
          .addAttribute("provider", true)
          .addAttribute("providerTitle", provider.title().orElse(""));
    }
    return "sign-in";
  }

  @GetMapping({"/", "/console"})
  String first() {
    return "redirect:/console/overview";
  }
}
