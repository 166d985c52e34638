using Vegetation.Worker;

return await WorkerProcess.Run(Environment.GetEnvironmentVariable, TimeProvider.System);
