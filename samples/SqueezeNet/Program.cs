using SqueezeNet;
using Shared;

return SampleProgram.Run(SqueezeNetSample.Sample, args);
