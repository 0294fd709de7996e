output "github_variables" {
  description = "The repository variables that the image workflow needs."
  value = {
    AWS_ROLE_ARN   = aws_iam_role.github.arn
    AWS_REGION     = var.region
    ECR_REPOSITORY = aws_ecr_repository.sluice.name
  }
}

output "repository_url" {
  description = "Where images are pushed."
  value       = aws_ecr_repository.sluice.repository_url
}

output "address" {
  description = "The balancer's name, which the DNS name of the certificate is to lead to."
  value       = aws_lb.sluice.dns_name
}

output "cluster" {
  description = "The cluster."
  value       = aws_ecs_cluster.sluice.name
}

output "service" {
  description = "The service."
  value       = aws_ecs_service.gateway.name
}

output "gateway_task_definition" {
  description = "What a rollout brings the service to."
  value       = aws_ecs_task_definition.gateway.arn
}

output "migrate_task_definition" {
  description = "What a rollout runs first."
  value       = aws_ecs_task_definition.migrate.arn
}

output "network_configuration" {
  description = "Where it runs, as aws ecs run-task wants it."
  value = jsonencode({
    awsvpcConfiguration = {
      subnets        = var.private_subnet_ids
      securityGroups = [aws_security_group.gateway.id]
      assignPublicIp = "DISABLED"
    }
  })
}
