package io.tongqiao.console.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;
import org.springframework.web.servlet.i18n.LocaleChangeInterceptor;

/** Languages and files of the pages. Chinese unless one has chosen English, by {@code ?lang=en}. */
@Configuration
class PageConfiguration implements WebMvcConfigurer {

  private static final String ASSETS = "/console/assets/";

  @Bean
  MessageSource messageSource() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("io/tongqiao/console/page/messages");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  @Bean
  LocaleResolver localeResolver() {
    var languages = new CookieLocaleResolver("tongqiao-language");
    languages.setDefaultLocale(Locale.SIMPLIFIED_CHINESE);
    languages.setCookieHttpOnly(true);
    languages.setCookieSameSite("Strict");
    languages.setCookieMaxAge(Duration.ofDays(365));
    languages.setRejectInvalidCookies(false);
    return languages;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    var change = new LocaleChangeInterceptor();
    change.setParamName("lang");
    change.setIgnoreInvalidLocale(true);
    registry.addInterceptor(change).addPathPatterns("/console/**");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(ASSETS + "webjars/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/")
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(30)))
        .setUseLastModified(false);
    registry
        .addResourceHandler(ASSETS + "**")
        .addResourceLocations("classpath:/io/tongqiao/console/page/assets/")
        .setCacheControl(CacheControl.noCache())
        .setUseLastModified(false)
        .setEtagGenerator(PageConfiguration::digest);
  }

  private static String digest(Resource file) {
    try {
      return DigestUtils.md5DigestAsHex(file.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
