using Residual;
using Shared;

return SampleProgram.Run(ResidualSample.Sample, args);
