# syntax=docker/dockerfile:1

# Builds the jar, without the PostgreSQL binaries that a jar for a laptop carries.
# Tests run before, outside of the image.
# The wrapper fetches and unpacks Maven with the JDK alone. The jar is the same for every
# platform, so this stage is never emulated.
FROM --platform=$BUILDPLATFORM eclipse-temurin:25-jdk-noble AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
COPY frontend frontend
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -Psbom -DskipTests -Dembedded-postgres=false package
# One layer for each rate of change: what is released, snapshots, our own classes.
RUN java -Djarmode=tools -jar target/sluice.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre-noble
WORKDIR /app
COPY --from=build /build/extracted/dependencies/ ./
COPY --from=build /build/extracted/snapshot-dependencies/ ./
COPY --from=build /build/extracted/application/ ./
COPY deploy/image/jvm.options deploy/image/health.options ./

# The gateway comes up once, so that the JVM can keep what it made of its classes: a start
# takes half the time then. It ends as soon as it is up; nobody listens where its
# database is said to be.
RUN ["java", "-XX:AOTCacheOutput=/app/sluice.aot", "@/app/jvm.options", "-Dspring.context.exit=onRefresh", \
    "-jar", "/app/sluice.jar", "--sluice.demo.enabled=true", "--spring.flyway.enabled=false", \
    "--spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:1/none", "--spring.r2dbc.username=none", "--spring.r2dbc.password=none"]
# A JVM passes over a cache that does not suit it without a word; here it has to.
RUN ["java", "-XX:AOTMode=on", "-XX:AOTCache=/app/sluice.aot", "@/app/jvm.options", "-jar", "/app/sluice.jar", "--help"]

# By number, so that Kubernetes' runAsNonRoot can check it.
USER 10001:10001
EXPOSE 8080 8081
# The only place that is written to: Netty loads its native libraries from there. The rest may be read-only.
VOLUME /tmp
# Those who heed it start anew what is not healthy, which helps where the process hangs, and
# not where its database is away: so whether it lives. `health readiness` tells whether it can serve.
# What is no gateway (`simulator`, `emulate`) has nobody who answers it: run that with --no-healthcheck.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 \
    CMD ["java", "@/app/health.options", "-jar", "/app/sluice.jar", "health", "liveness"]
# Takes arguments: `docker run sluice migrate` migrates the database and exits.
ENTRYPOINT ["java", "-XX:AOTCache=/app/sluice.aot", "@/app/jvm.options", "-jar", "/app/sluice.jar"]
