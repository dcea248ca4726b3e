package io.tongqiao.relay;

import java.util.Optional;

/** Doors that the relay opens itself, at places of the other side's. */
@FunctionalInterface
public interface DoorTroubles {

  /** Why nothing can be read there now, in words for an operator; empty when all is well. */
  Optional<String> of(String system);
}
