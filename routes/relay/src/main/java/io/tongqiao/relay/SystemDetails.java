package io.tongqiao.relay;

import io.tongqiao.dialect.Descriptor;
import java.util.Map;

/** What more there is to tell of a system's health, by a part that the relay does not know. */
public interface SystemDetails {

  /** Names and values; empty where there is nothing to tell. */
  Map<String, Object> detailsOf(Descriptor system);
}
