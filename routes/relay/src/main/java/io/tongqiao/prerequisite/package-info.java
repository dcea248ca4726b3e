/**
 * Prerequisite documents: asked for once, found with whoever holds them, kept with where they came
 * from.
 */
package io.tongqiao.prerequisite;
