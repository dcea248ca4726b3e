package io.tongqiao.console.people;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people sign in, {@code tongqiao.people.*}.
 *
 * @param failures wrong passwords after which an account is locked
 * @param lock how long it is
 * @param idle how long a session lasts without an act; what a page fetches by itself is none
 * @param session how long it lasts at most
 * @param passwordLength shortest password
 * @param tokenLife longest life of a person's token
 * @param plainHttp whether passwords are taken over unencrypted HTTP from other machines than this
 *     one
 */
@ConfigurationProperties("tongqiao.people")
public record PeopleProperties(
    @DefaultValue("5") int failures,
    @DefaultValue("15m") Duration lock,
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration session,
    @DefaultValue("12") int passwordLength,
    @DefaultValue("365d") Duration tokenLife,
    @DefaultValue("false") boolean plainHttp) {}
