resource "aws_lb" "sluice" {
  name                       = var.name
  load_balancer_type         = "application"
  internal                   = var.internal
  subnets                    = var.public_subnet_ids
  security_groups            = [aws_security_group.balancer.id]
  enable_deletion_protection = var.deletion_protection
  drop_invalid_header_fields = true
  preserve_host_header       = true

  # Longer than the 15 s after which a stream says something, and than a payment may take; shorter
  # than the 2 minutes after which the gateway closes what is idle (server.netty.idle-timeout),
  # since what the balancer sends into a connection that is just being closed is answered 502.
  idle_timeout = 90
}

resource "aws_lb_target_group" "sluice" {
  name                          = var.name
  vpc_id                        = var.vpc_id
  target_type                   = "ip"
  port                          = 8080
  protocol                      = "HTTP"
  load_balancing_algorithm_type = "least_outstanding_requests"

  # After which a task that is to end is told so, and ends its streams.
  deregistration_delay = 15

  health_check {
    path     = "/actuator/health/readiness"
    port     = "8081"
    protocol = "HTTP"
    matcher  = "200"
    # ECS replaces what is unhealthy: later than a database takes to fail over.
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 10
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.sluice.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.sluice.arn
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.sluice.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

data "aws_subnet" "public" {
  for_each = toset(var.public_subnet_ids)

  id = each.value
}
