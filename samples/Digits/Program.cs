using Digits;
using Shared;

return SampleProgram.Run(DigitsSample.Sample, args);
