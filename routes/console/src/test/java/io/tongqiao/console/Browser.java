package io.tongqiao.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Debian's Chromium without a screen, at the size of the screens in machine rooms. Whatever a page
 * complains of in its console is kept.
 */
final class Browser implements AutoCloseable {

  private static final Path SHOTS = Path.of("target/screenshots");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final URI site;
  private final List<String> complaints = new ArrayList<>();

  private Browser(Path chromium, URI site) {
    this.site = site;
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setExecutablePath(chromium)
                    .setArgs(List.of("--no-sandbox", "--disable-gpu")));
  }

  /** Skips the test where there is none; {@code deploy/test.sh} sees to it that there is one. */
  static Browser at(URI site) {
    Optional<Path> chromium =
        Stream.of(
                System.getenv("TONGQIAO_CHROMIUM"),
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser")
            .filter(name -> name != null && !name.isEmpty())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no chromium here: deploy/test.sh installs it");
    return new Browser(chromium.get(), site);
  }

  /** A window of somebody who has not been here before. */
  Page open() {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(site.toString())
                .setViewportSize(1366, 768));
    context.setDefaultTimeout(20_000);
    // what a page shows by itself it shows after five or ten seconds
    PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(page.url() + " " + message.location() + " " + message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  /** Signs somebody in. */
  Page signIn(String name, String password) {
    Page page = open();
    page.navigate("/");
    page.fill("#name", name);
    page.fill("#password", password);
    page.click("button.main");
    return page;
  }

  /** Keeps a picture, and looks whether the page is wider than the screen. */
  static void shot(Page page, String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as("%s fits the width", name)
        .isEqualTo(true);
  }

  /** A key that the page itself hears: it is heard once the page's scripts have run. */
  static void press(Page page, String key) {
    page.waitForLoadState();
    page.keyboard().press(key);
  }

  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
