resource "aws_ecs_cluster" "sluice" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "sluice" {
  name              = "/ecs/${var.name}"
  retention_in_days = var.log_retention_days
}

locals {
  certificates = "/certificates/database.pem"

  settings = merge(
    {
      "spring.r2dbc.url"                  = var.database_url
      "spring.r2dbc.username"             = var.database_username
      "spring.r2dbc.properties.sslMode"   = "verify-full"
      "sluice.web.trusted-proxies"        = join(",", [for subnet in values(data.aws_subnet.public) : subnet.cidr_block])
      "sluice.web.proxy-headers"          = "X-Forwarded-For,X-Forwarded-Proto,X-Forwarded-Port"
      "logging.structured.format.console" = "ecs"
    },
    var.database_ca == null ? {} : { "spring.r2dbc.properties.sslRootCert" = local.certificates },
    var.settings,
  )

  container = {
    image     = "${aws_ecr_repository.sluice.repository_url}:${var.image_tag}"
    essential = true
    user      = "10001:10001"

    readonlyRootFilesystem = true
    linuxParameters        = { capabilities = { drop = ["ALL"] } }
    # Nine phases of 10 s at the most; 120 s are the longest that Fargate has.
    stopTimeout = 110

    # In JSON, since some of their names are lost in those of environment variables.
    environment = [{ name = "SPRING_APPLICATION_JSON", value = jsonencode(local.settings) }]
    secrets     = [for name, from in var.secrets : { name = name, valueFrom = from }]

    mountPoints = [
      # Netty loads its native libraries from here.
      { sourceVolume = "tmp", containerPath = "/tmp", readOnly = false },
      { sourceVolume = "certificates", containerPath = "/certificates", readOnly = true },
    ]
    dependsOn = [{ containerName = "prepare", condition = "SUCCESS" }]

    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.sluice.name
        "awslogs-region"        = var.region
        "awslogs-stream-prefix" = "gateway"
      }
    }
  }

  # Lets everybody write into the volume, which is root's where the image does not say otherwise,
  # and writes the certificates into a file, since what ECS hands over are environment variables.
  # The gateway's own image has no shell. This one is root, and can do nothing else.
  prepare = {
    name      = "prepare"
    image     = "public.ecr.aws/docker/library/busybox:1.37"
    essential = false
    command   = ["sh", "-c", "chmod 1777 /tmp && printf '%s\\n' \"$CERTIFICATES\" > ${local.certificates}"]

    readonlyRootFilesystem = true
    linuxParameters        = { capabilities = { drop = ["ALL"] } }

    environment = [{ name = "CERTIFICATES", value = var.database_ca == null ? "" : var.database_ca }]
    mountPoints = [
      { sourceVolume = "tmp", containerPath = "/tmp", readOnly = false },
      { sourceVolume = "certificates", containerPath = "/certificates", readOnly = false },
    ]

    logConfiguration = local.container.logConfiguration
  }

  health = var.health_command == null ? {} : {
    healthCheck = {
      command     = concat(["CMD"], var.health_command)
      interval    = 15
      timeout     = 10
      retries     = 3
      startPeriod = 90
    }
  }
}

resource "aws_ecs_task_definition" "gateway" {
  family                   = var.name
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.start.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "volume" {
    for_each = ["tmp", "certificates"]

    content {
      name = volume.value
    }
  }

  container_definitions = jsonencode([
    local.prepare,
    merge(local.container, local.health, {
      name = "gateway"
      portMappings = [
        { name = "http", containerPort = 8080, protocol = "tcp" },
        { name = "management", containerPort = 8081, protocol = "tcp" },
      ]
    }),
  ])
}

# Run once before the gateway is brought to a new version: see rollout.
resource "aws_ecs_task_definition" "migrate" {
  family                   = "${var.name}-migrate"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 512
  memory                   = 1024
  execution_role_arn       = aws_iam_role.start.arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = var.architecture
  }

  dynamic "volume" {
    for_each = ["tmp", "certificates"]

    content {
      name = volume.value
    }
  }

  container_definitions = jsonencode([
    local.prepare,
    merge(local.container, {
      name    = "migrate"
      command = ["migrate"]
    }),
  ])
}

resource "aws_ecs_service" "gateway" {
  name                               = var.name
  cluster                            = aws_ecs_cluster.sluice.id
  task_definition                    = aws_ecs_task_definition.gateway.arn
  launch_type                        = "FARGATE"
  desired_count                      = var.min_tasks
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 120
  availability_zone_rebalancing      = "ENABLED"
  propagate_tags                     = "SERVICE"

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = var.private_subnet_ids
    security_groups  = [aws_security_group.gateway.id]
    assign_public_ip = false
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.sluice.arn
    container_name   = "gateway"
    container_port   = 8080
  }

  # A new version comes by rollout, which migrates first; how many there are says the load.
  lifecycle {
    ignore_changes = [task_definition, desired_count]
  }

  depends_on = [aws_lb_listener.https, aws_iam_role_policy.start]
}

resource "aws_appautoscaling_target" "gateway" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.sluice.name}/${aws_ecs_service.gateway.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.min_tasks
  max_capacity       = var.max_tasks
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "${var.name}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.gateway.service_namespace
  resource_id        = aws_appautoscaling_target.gateway.resource_id
  scalable_dimension = aws_appautoscaling_target.gateway.scalable_dimension

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_out_cooldown = 60
    scale_in_cooldown  = 600 # each that ends sends its readers to others

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
