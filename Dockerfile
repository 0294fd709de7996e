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

# By number, so that Kubernetes' runAsNonRoot can check it.
USER 10001:10001
EXPOSE 8080 8081
# A share of the container's memory; the rest is for direct buffers, threads and code.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
# Takes arguments: `docker run sluice migrate` migrates the database and exits. No
# HEALTHCHECK: the image has no HTTP client, and orchestrators bring their own probes.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "sluice.jar"]
