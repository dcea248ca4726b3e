/**
 * The command {@code tongqiao}: checks system folders offline, and plays the bureau's platform in a
 * demonstration. It talks to a running relay over HTTP only and holds no logic of it.
 */
package io.tongqiao.cli;
